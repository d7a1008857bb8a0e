package io.regent.agent.decision;

import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is copied. */
class MembersTest {

    private static final Map<String, Object> OFFERS = Map.of("tags", Map.of("clonefrom", true));

    @Spec("HA-190")
    @Test
    void a_member_that_offers_itself_and_runs_is_copied_rather_than_the_leader() {
        Views views = seenBy("pg-2").withoutData().whileLeaseIsHeldBy("pg-1");
        assertThat(Members.cloneSource(views.view(), false)).contains(member("pg-1"));

        assertThat(Members.cloneSource(views.withMember("pg-3", OFFERS).view(), false))
                .contains(member("pg-3"));
        assertThat(Members.cloneSource(views.view(), true)).contains(member("pg-1"));

        Map<String, Object> stopped = Map.of("state", "stopped", "tags", Map.of("clonefrom", true));
        assertThat(Members.cloneSource(views.withMember("pg-3", stopped).view(), false))
                .contains(member("pg-1"));
    }

    @Spec("HA-190")
    @Test
    void many_new_members_spread_over_those_that_offer_themselves() {
        Set<Origin> sources = IntStream.range(0, 100)
                .mapToObj(number -> seenBy("new-" + number)
                        .withoutData()
                        .withMember("pg-2", OFFERS)
                        .withMember("pg-3", OFFERS)
                        .whileLeaseIsHeldBy("pg-1")
                        .view())
                .map(view -> Members.cloneSource(view, false).orElseThrow())
                .collect(Collectors.toSet());

        assertThat(sources).containsExactlyInAnyOrder(member("pg-2"), member("pg-3"));
    }
}
