namespace CallSummary.Benchmarks;

/// <summary>Time that a benchmark lets pass: what is measured runs meanwhile. Everything else waits for what it needs, not for time.</summary>
internal static class Window
{
    /// <summary>The memory and the allocations of a loaded process are looked at when it has been loaded for so long.</summary>
    public static TimeSpan Settling { get; } = TimeSpan.FromSeconds(15);

    public static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
