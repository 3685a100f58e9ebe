using System.Diagnostics;
using Xunit;

namespace CallSummary.TestKit;

/// <summary>Waits for what happens in its own time, with a deadline instead of a guess.</summary>
public static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds; fails the test, saying what was waited for, when it does not within the time (default 10 s).</summary>
    public static Task True(Func<bool> condition, string what, TimeSpan? within = null) =>
        True(() => Task.FromResult(condition()), what, within);

    /// <inheritdoc cref="True(Func{bool}, string, TimeSpan?)"/>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(10);
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            if (since.Elapsed > limit)
            {
                Assert.Fail($"Waited {limit} in vain for: {what}");
            }

            await Task.Delay(Between, TestContext.Current.CancellationToken);
        }
    }
}
