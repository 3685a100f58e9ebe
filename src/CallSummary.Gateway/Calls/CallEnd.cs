using CallSummary.Contracts;

namespace CallSummary.Gateway.Calls;

/// <summary>Why a call ends. The first reason wins; everything else follows from it.</summary>
internal sealed class CallEnd
{
    private readonly TaskCompletionSource<CallTermination> _reason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the reason once there is one.</summary>
    public Task<CallTermination> Reason => _reason.Task;

    /// <returns>True when this was the first reason.</returns>
    public bool Set(CallTermination reason) => _reason.TrySetResult(reason);
}
