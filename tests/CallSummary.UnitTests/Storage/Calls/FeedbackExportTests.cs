using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Evaluation;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Storage.Calls;

public sealed class FeedbackExportTests
{
    private static readonly Guid CallId = Guid.CreateVersion7(StoredRows.Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 0)]
    public async Task WriteAsync_PermissionGivenOrTakenBackLater_TheLastWordHolds(bool first, bool last, int expected)
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(StoredRows.Call(CallId), StoredRows.Utterance(CallId));
        await host.SaveAsync(Feedback(first, Correction, 0), Feedback(last, null, 1));
        await using var database = host.Database();
        await using var output = new StringWriter();
        Assert.Equal(expected, await FeedbackExport.WriteAsync(database, "acme", output, Cancel));
        Assert.Equal(expected == 1, output.ToString().Contains("바로잡은 제목", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_IsASetThatEvaluateReads_WithTheCorrectionAsWhatIsExpected()
    {
        await using var host = await StorageHost.StartAsync();
        await host.SaveAsync(StoredRows.Call(CallId), StoredRows.Utterance(CallId));
        await host.SaveAsync(Feedback(mayImprove: true, Correction, 0));
        using var folder = new TempFolder();
        await using (var database = host.Database())
        await using (var output = File.CreateText(folder["feedback.jsonl"]))
        {
            await FeedbackExport.WriteAsync(database, "acme", output, Cancel);
        }

        var dialogue = Assert.Single(EvaluationSet.Read(folder["feedback.jsonl"]));
        Assert.Equal("바로잡은 제목", dialogue.Expected.Title);
        Assert.Equal(StoredRows.Utterance(CallId).Text, Assert.Single(dialogue.Lines).Text);
    }

    private const string Correction = """{"title":"바로잡은 제목","summary":"","details":[],"action_items":[],"schedule":[],"facts":[],"tags":[],"risk":{"level":"none","reason":"","evidence":[]}}""";

    private static SummaryFeedback Feedback(bool mayImprove, string? correction, int minutes) => new()
    {
        Id = Guid.CreateVersion7(StoredRows.Now.AddMinutes(minutes)),
        CallId = CallId,
        TenantId = "acme",
        SubscriberLeg = Leg.Callee,
        CorrectionJson = correction,
        MayImprove = mayImprove,
        CreatedAt = StoredRows.Now.AddMinutes(minutes),
    };
}
