using Microsoft.Extensions.Hosting;

namespace CallSummary.Gateway;

/// <summary>Waits for the whole host.</summary>
internal static class HostLifetimeExtensions
{
    /// <summary>Returns when every hosted service, the bus included, has started.</summary>
    public static async Task WaitForStartAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
