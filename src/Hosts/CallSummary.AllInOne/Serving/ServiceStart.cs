namespace CallSummary.AllInOne.Serving;

/// <summary>Waits for a service that may not come up.</summary>
internal static class ServiceStart
{
    /// <summary>True once the service is up; false when <paramref name="running"/> ended before (it has said why).</summary>
    public static async Task<bool> HasStartedAsync(this WebApplication service, Task<int> running)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = service.Lifetime.ApplicationStarted.Register(started.SetResult);
        return await Task.WhenAny(started.Task, running) == started.Task;
    }
}
