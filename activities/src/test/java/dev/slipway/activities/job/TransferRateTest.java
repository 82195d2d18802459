package dev.slipway.activities.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferRateTest {
    private final TransferRate rate = new TransferRate();

    @Test
    void nothingIsToldOfOneSampleOrOfTwoAtTheSameTime() {
        assertThat(rate.add(1_000, 500)).isZero();
        assertThat(rate.add(1_000, 900)).isZero();
    }

    @Test
    void bytesASecondSinceTheFirstSample() {
        rate.add(1_000, 0);

        assertThat(rate.add(1_500, 1_000)).isEqualTo(2_000);
        assertThat(rate.add(3_000, 1_000)).isEqualTo(500);
    }

    @Test
    void onlyTheLastTenSecondsCount() {
        rate.add(0, 0);
        rate.add(10_000, 10_000_000);
        assertThat(rate.add(20_000, 10_001_000)).isEqualTo(100);

        assertThat(rate.add(21_000, 10_001_000))
                .as("of the samples at 10 s and at 20 s the first is too old by now")
                .isZero();
    }

    @Test
    void whatIsFetchedAgainCountsFromItsBeginning() {
        rate.add(0, 0);
        rate.add(1_000, 5_000_000);

        assertThat(rate.add(2_000, 0)).isZero();
        assertThat(rate.add(3_000, 700)).isEqualTo(700);
    }
}
