using CallSummary.Contracts;
using CallSummary.Summarization.OpenAICompatible;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Summarization.OpenAICompatible;

public sealed class ServerGuardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Enter_FailuresInARow_LeaveTheServerAloneAndThenTryItOnce()
    {
        using var guard = Guard(new OpenAICompatibleOptions { BreakAfter = 2, BreakFor = TimeSpan.FromSeconds(30) });
        Ask(guard, SummaryFailure.EngineFailure);
        Ask(guard, SummaryFailure.Timeout);

        Assert.Equal(SummaryFailure.EngineFailure, guard.Enter("acme", 10).Refusal);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(SummaryFailure.None, guard.Enter("acme", 10).Refusal);
        Assert.Equal(SummaryFailure.EngineFailure, guard.Enter("acme", 10).Refusal);
        guard.Report(SummaryFailure.None);
        Assert.Equal(SummaryFailure.None, guard.Enter("acme", 10).Refusal);
    }

    [Fact]
    public void Enter_AnswersThatAreNoSummaries_AreNotTheServersFault()
    {
        using var guard = Guard(new OpenAICompatibleOptions { BreakAfter = 1 });
        Ask(guard, SummaryFailure.UnusableAnswer);
        Ask(guard, SummaryFailure.Ungrounded);

        Assert.Equal(SummaryFailure.None, guard.Enter("acme", 10).Refusal);
    }

    [Fact]
    public void Enter_TenantOverItsPlaces_LeavesOthersTheirs()
    {
        using var guard = Guard(new OpenAICompatibleOptions { TenantConcurrency = 1 });
        var (place, _) = guard.Enter("acme", 10);

        Assert.Equal(SummaryFailure.OverBudget, guard.Enter("acme", 10).Refusal);
        Assert.Equal(SummaryFailure.None, guard.Enter("other", 10).Refusal);
        place!.Dispose();
        Assert.Equal(SummaryFailure.None, guard.Enter("acme", 10).Refusal);
    }

    [Fact]
    public void Enter_TenantOverItsTokens_IsRefused()
    {
        using var guard = Guard(new OpenAICompatibleOptions { TenantTokensPerMinute = 60 });
        Assert.Equal(SummaryFailure.None, guard.Enter("acme", 1_000_000).Refusal);

        Assert.Equal(SummaryFailure.OverBudget, guard.Enter("acme", 120).Refusal);
        Assert.Equal(SummaryFailure.None, guard.Enter("other", 2).Refusal);
    }

    private static void Ask(ServerGuard guard, SummaryFailure outcome)
    {
        using (guard.Enter("acme", 10).Place)
        {
            guard.Report(outcome);
        }
    }

    private ServerGuard Guard(OpenAICompatibleOptions options) => ServerGuard.Create(options, _time);
}
