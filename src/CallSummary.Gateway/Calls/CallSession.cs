using CallSummary.Contracts;
using CallSummary.Gateway.Tracing;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Calls;

/// <summary>One call: set up, kept up, accounted for. Everything it does is done by others; it sees to the order.</summary>
internal sealed class CallSession(CallSetup setup, EstablishedCall established, SipTraces traces, GatewayMetrics metrics, TimeProvider time, ILogger<CallSession> logger)
{
    /// <summary>Runs the call to its end. Never throws.</summary>
    public async Task RunAsync(CallContext call)
    {
        using var scope = logger.CallScope(call.CallId);
        metrics.CallAdmitted();
        traces.Open(call.Invite, call.Plan.Trunk, call.ReceivedAt);
        var termination = CallTermination.Unknown;
        TimeSpan? duration = null;
        try
        {
            if (await setup.RunAsync(call) is { } failure)
            {
                termination = failure;
            }
            else
            {
                var took = time.GetElapsedTime(call.ReceivedAt, call.AnsweredAt!.Value);
                metrics.CallAnswered(took);
                logger.Answered(took, call.CallId, call.Invite.SipCallId);
                (termination, duration) = await established.RunAsync(call);
            }
        }
        catch (Exception e)
        {
            // The outermost loop of a call: whatever it was, the call must not stay up half.
            logger.CallFaulted(e);
            termination = CallTermination.SignallingFailure;
            await call.Invite.RejectAsync(500);
        }
        finally
        {
            await ReleaseAsync(call);
            traces.Close(call.Invite, call.Plan.Trunk, call.ReceivedAt, call.CallId, call.AnsweredAt is not null, termination);
            metrics.CallEnded(termination, duration);
            logger.Ended(termination, duration);
        }
    }

    private static async Task ReleaseAsync(CallContext call)
    {
        foreach (var party in call.Parties)
        {
            _ = party.HangUpAsync();
            await party.DisposeAsync();
        }
    }
}
