namespace CallSummary.IntegrationTests.Rtp;

public sealed class BatchedSrtpLegTests() : SrtpLegTests(TwoLegs.Batched);
