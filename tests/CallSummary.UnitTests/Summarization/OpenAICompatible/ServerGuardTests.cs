using CallSummary.Contracts;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Summarization.OpenAICompatible;

public sealed class ServerGuardTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Ask_FailuresWithinTheWindow_LeaveTheServerAloneAndThenTryItOnce()
    {
        using var guard = Guard(new OpenAICompatibleOptions { BreakAfter = 3, BreakWindow = TimeSpan.FromMinutes(1), BreakFor = TimeSpan.FromSeconds(30) });
        await AskAsync(guard, SummaryFailure.None);
        await AskAsync(guard, SummaryFailure.EngineFailure);
        await AskAsync(guard, SummaryFailure.Timeout);

        var refused = await AskAsync(guard, SummaryFailure.None);
        Assert.Equal(SummaryFailure.EngineFailure, refused.Failure);
        Assert.Contains("BreakFor", refused.NotAsked, StringComparison.Ordinal);

        // One question tries it; while it runs no other does, and when it fails the pause begins again.
        _time.Advance(TimeSpan.FromSeconds(30));
        var trial = new TaskCompletionSource<WriteAttempt>();
        var trying = guard.AskAsync("acme", 10, _ => trial.Task, TestContext.Current.CancellationToken);
        Assert.NotNull((await AskAsync(guard, SummaryFailure.None)).NotAsked);
        trial.SetResult(new(null, SummaryFailure.Timeout));
        await trying;
        Assert.NotNull((await AskAsync(guard, SummaryFailure.None)).NotAsked);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null((await AskAsync(guard, SummaryFailure.None)).NotAsked);
        Assert.Null((await AskAsync(guard, SummaryFailure.None)).NotAsked);
    }

    [Fact]
    public async Task Ask_FailuresFurtherApartThanTheWindow_AreForgotten()
    {
        using var guard = Guard(new OpenAICompatibleOptions { BreakAfter = 2, BreakWindow = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 5; i++)
        {
            Assert.Null((await AskAsync(guard, SummaryFailure.EngineFailure)).NotAsked);
            _time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public async Task Ask_AnswersThatAreNoSummaries_AreNotTheServersFault()
    {
        using var guard = Guard(new OpenAICompatibleOptions { BreakAfter = 2 });
        await AskAsync(guard, SummaryFailure.UnusableAnswer);
        await AskAsync(guard, SummaryFailure.Ungrounded);
        await AskAsync(guard, SummaryFailure.ContextExceeded);

        Assert.Null((await AskAsync(guard, SummaryFailure.None)).NotAsked);
    }

    [Fact]
    public async Task Ask_TenantOverItsPlaces_LeavesOthersTheirs()
    {
        using var guard = Guard(new OpenAICompatibleOptions { TenantConcurrency = 1 });
        var answer = new TaskCompletionSource<WriteAttempt>();
        var first = guard.AskAsync("acme", 10, _ => answer.Task, TestContext.Current.CancellationToken);

        Assert.Equal(SummaryFailure.OverBudget, (await AskAsync(guard, SummaryFailure.None)).Failure);
        Assert.Null((await AskAsync(guard, SummaryFailure.None, "other")).NotAsked);
        answer.SetResult(new(null, SummaryFailure.None));
        await first;
        Assert.Null((await AskAsync(guard, SummaryFailure.None)).NotAsked);
    }

    [Fact]
    public async Task Ask_TenantOverItsTokens_IsRefusedAndKeepsItsPlaces()
    {
        using var guard = Guard(new OpenAICompatibleOptions { TenantTokensPerMinute = 60, TenantConcurrency = 1 });
        Assert.Null((await AskAsync(guard, SummaryFailure.None, characters: 1_000_000)).NotAsked);

        for (var i = 0; i < 3; i++)
        {
            var refused = await AskAsync(guard, SummaryFailure.None, characters: 120);
            Assert.Equal(SummaryFailure.OverBudget, refused.Failure);
            Assert.Contains("TenantTokensPerMinute", refused.NotAsked, StringComparison.Ordinal);
        }

        Assert.Null((await AskAsync(guard, SummaryFailure.None, "other", 2)).NotAsked);
    }

    private static Task<WriteAttempt> AskAsync(ServerGuard guard, SummaryFailure outcome, string tenant = "acme", int characters = 10) =>
        guard.AskAsync(tenant, characters, _ => Task.FromResult(new WriteAttempt(null, outcome)), TestContext.Current.CancellationToken);

    private ServerGuard Guard(OpenAICompatibleOptions options) => new(options, _time);
}
