namespace CallSummary.IntegrationTests.Rtp;

public sealed class PortableMediaLegTests() : MediaLegTests(TwoLegs.Portable);
