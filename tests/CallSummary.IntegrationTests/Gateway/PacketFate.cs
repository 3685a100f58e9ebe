namespace CallSummary.IntegrationTests.Gateway;

/// <summary>What a bad network does to a packet.</summary>
internal enum PacketFate
{
    Sent,
    Lost,
    Doubled,
    AfterTheNext,
}
