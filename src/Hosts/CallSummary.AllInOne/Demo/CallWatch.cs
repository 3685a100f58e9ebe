namespace CallSummary.AllInOne.Demo;

/// <summary>When the subscriber's app saw what of one call, on the monotonic clock.</summary>
internal sealed class CallWatch(SampleCall call)
{
    private readonly TaskCompletionSource<Guid> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastLine;
    private long _summary;

    public SampleCall Call { get; } = call;

    /// <summary>The call's id, once the stream has told of it.</summary>
    public Task<Guid> Started => _started.Task;

    public long LastLine => Volatile.Read(ref _lastLine);

    public long Summary => Volatile.Read(ref _summary);

    public void See(SubscriberEvent happened, long now)
    {
        switch (happened.Type)
        {
            case "call.started":
                _started.TrySetResult(happened.CallId);
                break;
            case "transcript.line":
                Volatile.Write(ref _lastLine, now);
                break;
            case "summary.ready":
                Volatile.Write(ref _summary, now);
                break;
        }
    }
}
