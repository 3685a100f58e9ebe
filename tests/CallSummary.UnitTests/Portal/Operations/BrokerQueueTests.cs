using CallSummary.Portal.Operations;

namespace CallSummary.UnitTests.Portal.Operations;

public sealed class BrokerQueueTests
{
    [Theory]
    [InlineData("transcription", 0, 1, null)]
    [InlineData("transcription", BrokerQueue.Backlog, 1, null)]
    [InlineData("transcription", BrokerQueue.Backlog + 1, 1, "More comes")]
    [InlineData("transcription", 0, 0, "Nobody reads it")]
    [InlineData("transcription", 5, null, null)]
    [InlineData("transcription_error", 0, 0, null)]
    [InlineData("transcription_error", 1, 0, "These failed")]
    [InlineData("transcription_dead", 1, 0, "These failed")]
    public void Advice_OfAQueue_SaysWhatToDo(string name, long ready, int? consumers, string? begins)
    {
        var advice = new BrokerQueue(name, ready, 0, consumers).Advice;
        Assert.Equal(begins is null, advice is null);
        Assert.StartsWith(begins ?? string.Empty, advice?.English ?? string.Empty, StringComparison.Ordinal);
    }
}
