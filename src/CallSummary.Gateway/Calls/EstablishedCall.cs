using CallSummary.Contracts;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Recording;
using CallSummary.Sip;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Calls;

/// <summary>A call from its answer to its end: recorded, announced, watched, hung up.</summary>
internal sealed class EstablishedCall(
    CallRecordings recordings, NoticePlayback notice, MediaWatch watch, IOptions<GatewayOptions> options, TimeProvider time, ILogger<EstablishedCall> logger)
{
    /// <summary>How long the other end of a hang-up may take before we no longer wait for its answer.</summary>
    private static readonly TimeSpan HangUpPatience = TimeSpan.FromSeconds(2);

    public async Task<(CallTermination Termination, TimeSpan Duration)> RunAsync(CallContext call)
    {
        var startedAt = call.AnsweredAt!.Value;
        var recorder = Record(call, startedAt);
        var termination = CallTermination.SignallingFailure;
        var duration = TimeSpan.Zero;
        try
        {
            termination = await KeepUpAsync(call, recorder);
        }
        finally
        {
            duration = time.GetElapsedTime(startedAt);
            await HangUpAsync(call, recorder, termination, duration);
        }

        return (termination, duration);
    }

    private async Task<CallTermination> KeepUpAsync(CallContext call, CallRecorder? recorder)
    {
        foreach (var party in call.Parties)
        {
            _ = FollowAsync(party, call.End);
        }

        using var over = new CancellationTokenSource();
        await using var limit = time.CreateTimer(_ => call.End.Set(CallTermination.MaximumDuration), null, options.Value.Limits.MaxDuration, Timeout.InfiniteTimeSpan);
        var background = Task.WhenAll(
            watch.RunAsync(() => call.Parties.Select(p => (p.Media, p.IsHeld)), call.End, over.Token),
            AttendAsync(call, recorder, over.Token));
        var termination = await call.End.Reason;
        await over.CancelAsync();
        await background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return termination;
    }

    /// <summary>Order matters: no packet comes after the legs are closed, and only then the recording is complete.</summary>
    private async Task HangUpAsync(CallContext call, CallRecorder? recorder, CallTermination termination, TimeSpan duration)
    {
        var hungUp = Task.WhenAll(call.Parties.Select(p => p.HangUpAsync()));
        foreach (var party in call.Parties)
        {
            await party.DisposeAsync();
        }

        if (recorder is not null)
        {
            recordings.Close(recorder, termination, duration, [.. call.Parties.Select(p => LegQualities.Of(p.Leg, p.Media.Statistics))]);
        }

        await hungUp.WaitAsync(HangUpPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private CallRecorder? Record(CallContext call, long startedAt)
    {
        if (!call.Plan.IsRecorded
            || recordings.Open(call.CallId, call.Plan, [.. call.Parties.Select(p => (p.Leg, p.CodecName))], startedAt) is not { } recorder)
        {
            return null;
        }

        call.Parties.ForEach(p => p.Sink.Attach(recorder, p.Leg, startedAt));
        return recorder;
    }

    private async Task AttendAsync(CallContext call, CallRecorder? recorder, CancellationToken over)
    {
        if (await ListensAsync(call, over))
        {
            await AnnounceAsync(call, recorder, over);
            if (call.Parties is [var alone])
            {
                await QuietLine.KeepAsync(alone.Media, over);
            }
        }
    }

    private static async Task<bool> ListensAsync(CallContext call, CancellationToken over)
    {
        // The caller listens from its ACK on; an INVITE without offer says only there where to (RFC 3261 section 13.3.1.4).
        if (!await call.Caller.Session!.Confirmed.WaitAsync(over))
        {
            call.End.Set(CallTermination.SignallingFailure);
            return false;
        }

        if (call.Invite.Offer is null && !call.Caller.Accept(call.Caller.Session.RemoteSdp))
        {
            call.End.Set(CallTermination.NoCommonCodec);
            return false;
        }

        return true;
    }

    private async Task AnnounceAsync(CallContext call, CallRecorder? recorder, CancellationToken over)
    {
        if (recorder is null || recorder.Consent.State != ConsentState.Pending)
        {
            return;
        }

        var granted = await notice.RunAsync(call.Plan.NoticeLanguage, call.Parties, recorder.Consent, over);
        recorder.RecordConsent();
        if (!granted)
        {
            logger.NoticeFailed();
            if (options.Value.Notice.OnFailure == NoticeFailurePolicy.EndCall)
            {
                call.End.Set(CallTermination.ConsentRefused);
            }
        }
    }

    private static async Task FollowAsync(CallParty party, CallEnd end)
    {
        var how = await party.Session!.Ended;
        end.Set(how switch
        {
            SipSessionEnd.RemoteBye => party.Leg == Leg.Caller ? CallTermination.CallerHungUp : CallTermination.CalleeHungUp,
            SipSessionEnd.StackStopped => CallTermination.GatewayShutdown,
            _ => CallTermination.SignallingFailure,
        });
    }
}
