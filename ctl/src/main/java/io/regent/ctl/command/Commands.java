package io.regent.ctl.command;

import java.util.List;

/** All commands, in the order of the help (CTL-001). */
public final class Commands {

    public static final List<Command> ALL = List.of(
            new DemoteCluster(),
            new Dsn(),
            new EditConfig(),
            new Explain(),
            new Failover(),
            new ShowHistory(),
            new ListMembers(),
            new Pause(),
            new PromoteCluster(),
            new Reinitialize(),
            new Reload(),
            new Restart(),
            new Resume(),
            new ShowConfig(),
            new Switchover(),
            new ShowTopology(),
            new Version());

    private Commands() {}
}
