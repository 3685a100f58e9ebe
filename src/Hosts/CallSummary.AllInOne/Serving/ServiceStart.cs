using CallSummary.Hosting;

namespace CallSummary.AllInOne.Serving;

/// <summary>Waits for a service that may not come up.</summary>
internal static class ServiceStart
{
    /// <summary>
    /// Runs the service. <c>Started</c> is true once it is up and false when it ended before (it has said why); <c>Running</c> is its
    /// whole life, with its exit code.
    /// </summary>
    public static (Task<bool> Started, Task<int> Running) Start(this WebApplication service)
    {
        // Taken before the run: one that fails at once disposes the service.
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Lifetime.ApplicationStarted.Register(up.SetResult);
        var running = service.RunHostAsync();
        return (FirstAsync(), running);

        async Task<bool> FirstAsync() => await Task.WhenAny(up.Task, running) == up.Task;
    }
}
