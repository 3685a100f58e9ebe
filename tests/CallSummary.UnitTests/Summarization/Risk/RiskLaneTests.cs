using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization.Risk;

public sealed class RiskLaneTests
{
    private static readonly SampleCall Phishing = new(ReferenceDialogue.SampleCalls.Single(call => call.Kind == "phish"));

    [Fact]
    public async Task Add_FraudulentCall_IsRaisedWhileItRunsOnceALevel()
    {
        await using var host = await SummarizationHost.CreateAsync();
        await host.SaveAsync(Phishing.Row(CallState.InProgress));
        var progress = host.Get<CallProgress>();

        foreach (var line in Phishing.Utterances)
        {
            await progress.AddAsync(line, TestContext.Current.CancellationToken);
            await progress.AddAsync(line, TestContext.Current.CancellationToken);
        }

        var raised = (await host.WaitingAsync<RiskRaised>()).ConvertAll(body => JsonSerializer.Deserialize<RiskRaised>(body, JsonSerializerOptions.Web)!);
        Assert.Equal(RiskLevel.Dangerous, raised.Max(r => r.Level));
        Assert.Equal(raised.Select(r => r.Level).Distinct(), raised.Select(r => r.Level));
        Assert.All(raised, r => Assert.Contains(r.Phrase, Phishing.Utterances.Single(u => u.Leg == r.Leg && u.Sequence == r.Sequence).Text, StringComparison.Ordinal));
        var call = await host.CallAsync(Phishing.Id);
        Assert.Equal((RiskLevel.Dangerous, CallState.InProgress), (call.Risk, call.State));
    }

    [Fact]
    public async Task Add_SubscribersOwnWords_RaiseNothing()
    {
        await using var host = await SummarizationHost.CreateAsync();
        await host.SaveAsync(Phishing.Row(CallState.InProgress));

        foreach (var line in Phishing.Utterances)
        {
            await host.Get<CallProgress>().AddAsync(line with { Leg = Leg.Caller, Sequence = line.Sequence + (line.Leg == Leg.Callee ? 100 : 0) }, TestContext.Current.CancellationToken);
        }

        Assert.Empty(await host.WaitingAsync<RiskRaised>());
    }
}
