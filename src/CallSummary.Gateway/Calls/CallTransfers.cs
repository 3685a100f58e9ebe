using CallSummary.Contracts;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Recording;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;
using Microsoft.Extensions.Logging;

namespace CallSummary.Gateway.Calls;

/// <summary>
/// Carries out transfers (RFC 3515, RFC 5589): another party takes the place of the one who asked, and the call, its recording and its
/// summary go on with it. Where the trunk allows it, to numbers that our own routes know.
/// </summary>
internal sealed class CallTransfers(
    CallDialling dialling, TrunkTables tables, ActiveCalls active, NoticeLibrary notices, NoticePlayback notice, ILogger<CallTransfers> logger)
{
    /// <summary>A party asks for a transfer. Returns when the request is answered; the transfer itself goes on.</summary>
    public Task ReferAsync(CallContext call, CallParty from, IncomingRefer refer, Action<CallParty> follow, CancellationToken over)
    {
        if (call.OtherThan(from) is not { } stays || !call.Plan.Trunk.AllowTransfers || refer.Target is not { } target)
        {
            refer.Reject(603);
            return Task.CompletedTask;
        }

        if (refer.Replaces is { } replaces)
        {
            if (active.Find(replaces) is not { } other || other.Call == call || other.Call.OtherThan(other.Party) is not { } joins)
            {
                refer.Reject(481);
                return Task.CompletedTask;
            }

            refer.Accept();
            _ = JoinAsync(call, from, stays, other.Call, other.Party, joins, refer, follow, over);
            return Task.CompletedTask;
        }

        var number = from.Leg == Leg.Caller ? call.Plan.CalleeNumber : call.Plan.CallerNumber;
        if (tables.Current.Routes.Find(call.Plan.Trunk, number, target.User ?? "") is not { Route.Action: RouteAction.Bridge } plan || !call.Plan.Trunk.MayCall(plan.CalleeNumber))
        {
            refer.Reject(404);
            return Task.CompletedTask;
        }

        refer.Accept();
        _ = DialAsync(call, from, stays, plan with { CallerNumber = number }, refer, follow, over);
        return Task.CompletedTask;
    }

    /// <summary>Blind transfer: we dial the new party.</summary>
    private async Task DialAsync(
        CallContext call, CallParty from, CallParty stays, CallPlan plan, IncomingRefer refer, Action<CallParty> follow, CancellationToken over)
    {
        var status = 500;
        try
        {
            var (joins, outcome) = await dialling.DialAsync(plan, call.Invite, from.Leg, over);
            status = joins is null ? outcome : 200;
            if (joins is not null)
            {
                TakePlace(call, from, stays, joins, hasHeardNotice: false, follow, over);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.CallFaulted(e);
        }
        finally
        {
            await refer.NotifyAsync(status);
            if (status == 200)
            {
                await LeaveAsync(from);
            }
        }
    }

    /// <summary>Attended transfer: the new party is at the other end of another call of the one who asks.</summary>
    private async Task JoinAsync(
        CallContext call,
        CallParty from,
        CallParty stays,
        CallContext otherCall,
        CallParty otherEnd,
        CallParty joins,
        IncomingRefer refer,
        Action<CallParty> follow,
        CancellationToken over)
    {
        otherCall.Release(joins);
        joins.Sink.Detach();
        joins.MoveTo(from.Leg);
        TakePlace(call, from, stays, joins, hasHeardNotice: otherCall.Recorder is not null, follow, over);
        otherCall.End.Set(CallTermination.Transferred);
        await refer.NotifyAsync(200);
        await LeaveAsync(otherEnd);
        await LeaveAsync(from);
    }

    private void TakePlace(
        CallContext call, CallParty from, CallParty stays, CallParty joins, bool hasHeardNotice, Action<CallParty> follow, CancellationToken over)
    {
        from.Media.RelayTo(null);
        from.Sink.Detach();
        call.Replace(from, joins);
        joins.Media.RelayTo(stays.Media);
        stays.Media.RelayTo(joins.Media);
        follow(joins);
        logger.Transferred(call.CallId);
        if (call.End.Reason.IsCompleted)
        {
            // They hung up while it was being dialled.
            _ = LeaveAsync(joins);
            return;
        }

        // Whoever transferred had put them on hold.
        _ = stays.RedirectAsync(SdpDirection.SendRecv);
        _ = joins.RedirectAsync(SdpDirection.SendRecv);
        if (call.Recorder is { Consent.State: not ConsentState.Refused } recorder)
        {
            // Not awaited: who asked is told that it worked now, not when the new party has heard the notice.
            var mustHear = call.Plan.Trunk.Consent == ConsentPolicy.NoticeRequired && !hasHeardNotice;
            _ = RecordAsync(call, joins, recorder, mustHear, over);
        }
    }

    private async Task RecordAsync(CallContext call, CallParty joins, CallRecorder recorder, bool mustHear, CancellationToken over)
    {
        try
        {
            if (!mustHear || (notices.Find(call.Plan.NoticeLanguage) is { } clip && await notice.PlayAsync(joins, clip, over)))
            {
                joins.Sink.Attach(recorder, joins.Leg, call.AnsweredAt!.Value);
            }
            else
            {
                logger.NoticeFailed();
            }
        }
        catch (OperationCanceledException)
        {
            // The call ended meanwhile.
        }
        catch (Exception e)
        {
            logger.CallFaulted(e);
        }
    }

    private static async Task LeaveAsync(CallParty party)
    {
        _ = party.HangUpAsync();
        await party.DisposeAsync();
    }
}
