package dev.leakgate.mangling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemanglerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11CommItopReq | CommItopReq",
                "N3net7SessionE | net::Session",
                "St9exception | std::exception",
                "N12_GLOBAL__N_15StateE | (anonymous namespace)::State",
                "ZN3net4pollEiE6Waiter | net::poll(int)::Waiter",
                "Z4mainEUlvE_ | main::{lambda()#1}",
                "N5boost3any6holderIA3_KcEE | boost::any::holder<char const [3]>",
                "St23_Sp_counted_ptr_inplaceI7SessionSaIvELN9__gnu_cxx12_Lock_policyE2EE"
                        + " | std::_Sp_counted_ptr_inplace<Session, std::allocator<void>,"
                        + " (__gnu_cxx::_Lock_policy)2>",
                "FvPKcE | void (char const*)",
            })
    void writesTypesAsProgrammersDo(String mangled, String type) {
        assertThat(Demangler.type(mangled)).isEqualTo(type);
    }

    @Test
    void givesBackWhatIsNoMangledName() {
        assertThat(Demangler.symbol("main")).isEqualTo("main");
        assertThat(Demangler.symbol("_Z")).isEqualTo("_Z");
        assertThat(Demangler.symbol("_ZN4abcdE4")).isEqualTo("_ZN4abcdE4");
        assertThat(Demangler.type("99999999999x")).isEqualTo("99999999999x");
        assertThat(Demangler.type("4ab\u001b\u202e")).isEqualTo("4ab\\x1b\\xe2\\x80\\xae");
    }

    @Test
    void givesBackANameThatWouldFillTheMemory() {
        // Each c doubles what the one before stands for; f, a, b, a<b> are remembered before.
        StringBuilder doubling = new StringBuilder("1aI1bE");
        for (int i = 0; i < 64; i++) {
            String last = "S" + Integer.toString(2 + 2 * i, 36).toUpperCase(Locale.ROOT) + "_";
            doubling.append("1cI").append(last).append(last).append("E");
        }
        String hostile = "_Z1fI" + doubling + "Evv";
        assertThat(Demangler.symbol(hostile)).isEqualTo(hostile);
        String deep = "_Z1f" + "P".repeat(1 << 20) + "i";
        assertThat(Demangler.symbol(deep))
                .hasSizeLessThanOrEqualTo((1 << 16) + 1)
                .startsWith("_Z1fPP");
    }

    @Test
    void survivesDamagedNames() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String good =
                "_ZNSt8__detail9_Map_baseINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEESt4pair"
                        + "IKS6_iESaIS9_ENS_10_Select1stESt8equal_toIS6_ESt4hashIS6_ENS_18_Mod_range"
                        + "_hashingENS_20_Default_ranged_hashENS_20_Prime_rehash_policyENS_17_Hash"
                        + "table_traitsILb1ELb0ELb1EEELb1EEixEOS6_DpOT_S0_XsrT_5valueEDTcl1fIT_Efp_EE";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder damaged = new StringBuilder(good);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = 2 + random.nextInt(damaged.length() - 2);
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, good.charAt(random.nextInt(good.length())));
                    case 1 -> damaged.deleteCharAt(at);
                    default -> damaged.insert(at, good, at / 2, at / 2 + random.nextInt(8));
                }
            }
            assertThat(Demangler.symbol(damaged.toString())).as("seed %d", seed).isNotEmpty();
        }
    }
}
