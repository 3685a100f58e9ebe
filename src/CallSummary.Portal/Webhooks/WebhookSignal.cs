namespace CallSummary.Portal.Webhooks;

/// <summary>Wakes the dispatcher when this process has made a delivery due.</summary>
internal sealed class WebhookSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody raised it already.
        }
    }

    /// <summary>Returns when it is raised or the time is over.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => _raised.WaitAsync(time, cancellationToken);

    public void Dispose() => _raised.Dispose();
}
