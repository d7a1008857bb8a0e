package io.regent.postgres.parameters;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A row of {@code pg_settings}.
 *
 * @param setting the value in effect, in the base unit
 * @param unit the base unit such as {@code 8kB} or {@code ms}
 * @param type {@code bool}, {@code integer}, {@code real}, {@code enum} or {@code string}
 */
public record GucSetting(String name, String setting, Optional<String> unit, String type) {

    private static final int REAL_DIGITS = 9;

    /** Whether the wanted text means the value that is in effect, units and spelling aside (CFG-199, LES-063). */
    public boolean means(String wanted) {
        return switch (type) {
            case "bool" ->
                GucText.bool(wanted).equals(GucText.bool(setting))
                        && GucText.bool(wanted).isPresent();
            case "integer" -> sameNumber(GucUnit.integer(unit, wanted), 0);
            case "real" -> sameNumber(GucUnit.real(unit, wanted), REAL_DIGITS);
            case "enum" -> sameWord(wanted);
            case String other -> wanted.equals(setting);
        };
    }

    private boolean sameNumber(Optional<BigDecimal> wanted, int scale) {
        Optional<BigDecimal> mine = GucUnit.real(Optional.empty(), setting);
        return mine.isPresent()
                && wanted.isPresent()
                && rounded(mine.get(), scale).compareTo(rounded(wanted.get(), scale)) == 0;
    }

    private boolean sameWord(String wanted) {
        Optional<Boolean> mine = GucText.bool(setting);
        return wanted.equalsIgnoreCase(setting)
                || (mine.isPresent() && mine.equals(GucText.bool(wanted)))
                || (name.equals("wal_level") && setting.equals("replica") && wanted.equalsIgnoreCase("hot_standby"));
    }

    private static BigDecimal rounded(BigDecimal number, int scale) {
        return number.setScale(scale, RoundingMode.HALF_EVEN);
    }
}
