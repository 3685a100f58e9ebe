namespace CallSummary.IntegrationTests.Rtp;

public sealed class BatchedMediaLegTests() : MediaLegTests(TwoLegs.Batched);
