using System.Globalization;
using System.Security.Cryptography;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Offers inside a session, from either side, one at a time (RFC 3261, 14).</summary>
internal sealed class SessionReinvites(SipAgent agent, SessionDialog dialog, ISipSessionHandler? handler, SerialQueue queue)
{
    private const int GlareRetries = 2;

    private readonly Lock _gate = new();
    private ReinviteServer? _incoming;
    private bool _isOffering;

    /// <summary>A re-INVITE or an UPDATE with an offer came; on a transport's loop.</summary>
    public void OnOffer(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (SessionTimer.Refusal(agent, request) is { } tooShort)
        {
            transaction.Respond(tooShort);
            return;
        }
        if (!SdpBody.TryRead(request, out var offer))
        {
            transaction.Respond(agent.Messages.Response(request, 400, "Bad Session Description"));
            return;
        }
        ReinviteServer server;
        lock (_gate)
        {
            if (_isOffering)
            {
                transaction.Respond(agent.Messages.Response(request, 491));
                return;
            }
            if (_incoming is not null)
            {
                var wait = new SipHeaders().Add(SipHeaderNames.RetryAfter, RandomNumberGenerator.GetInt32(0, 11).ToString(CultureInfo.InvariantCulture));
                transaction.Respond(agent.Messages.Response(request, 500, null, null, wait));
                return;
            }
            _incoming = server = new ReinviteServer(agent, dialog, transaction, offer);
            if (transaction is InviteServerTransaction invite) invite.CancelRequested = () => server.Reject(487, null);
        }
        if (transaction is InviteServerTransaction) transaction.Respond(agent.Messages.Response(request, 100));
        queue.Post(() => HandleAsync(server));
    }

    public void OnAnswered(ReinviteServer server)
    {
        lock (_gate)
        {
            if (_incoming == server) _incoming = null;
        }
    }

    /// <summary>BYE ends a re-INVITE that is under way with 487 (RFC 3261, 15.1.2).</summary>
    public void OnEnded()
    {
        ReinviteServer? incoming;
        lock (_gate) incoming = _incoming;
        incoming?.Reject(487, null);
    }

    /// <summary>Sends an offer of ours by re-INVITE or UPDATE; a null offer asks the peer for one, by re-INVITE.</summary>
    public async Task<ReinviteOutcome> OfferAsync(
        string method, SdpDescription? offer, Func<SdpDescription, SdpDescription?>? answer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (dialog.HasEnded) return new ReinviteOutcome(ReinviteResult.SessionEnded);
            // Offering before the ACK of our own 200 would cross offers (RFC 3261, 14.1 with 13.2.1).
            if (!await dialog.Confirmed.WaitAsync(cancellationToken).ConfigureAwait(false)) return new ReinviteOutcome(ReinviteResult.SessionEnded);
            var outcome = await TryOfferAsync(method, offer, answer, cancellationToken).ConfigureAwait(false);
            if (outcome.Result != ReinviteResult.Glare || attempt == GlareRetries) return outcome;
            // The owner of the Call-ID waits 2.1 to 4 s, the other side up to 2 s (RFC 3261, 14.1).
            var wait = dialog.State.IsCaller ? RandomNumberGenerator.GetInt32(210, 401) : RandomNumberGenerator.GetInt32(0, 201);
            await Task.Delay(TimeSpan.FromMilliseconds(10 * wait), agent.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReinviteOutcome> TryOfferAsync(
        string method, SdpDescription? offer, Func<SdpDescription, SdpDescription?>? answer, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isOffering || _incoming is not null) return new ReinviteOutcome(ReinviteResult.Glare);
            _isOffering = true;
        }
        return await RunAsync(method, offer, answer).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReinviteOutcome> RunAsync(string method, SdpDescription? offer, Func<SdpDescription, SdpDescription?>? answer)
    {
        try
        {
            SipRequestOutcome outcome;
            var local = offer;
            if (method == SipMethods.Update)
            {
                outcome = await dialog.SendUpdateAsync(offer!).ConfigureAwait(false);
            }
            else
            {
                var client = new ReinviteClient(agent, dialog, offer, answer);
                outcome = await client.RunAsync().ConfigureAwait(false);
                local ??= client.Answer;
            }
            dialog.EndIfLost(outcome);
            return Judge(outcome, local);
        }
        finally
        {
            lock (_gate) _isOffering = false;
        }
    }

    private ReinviteOutcome Judge(SipRequestOutcome outcome, SdpDescription? local)
    {
        switch (outcome.Response)
        {
            case { IsSuccess: true } response:
                if (!SdpBody.TryRead(response, out var theirs) || theirs is null) return new ReinviteOutcome(ReinviteResult.Rejected, null, response);
                if (local is not null) dialog.LocalSdp = local;
                dialog.RemoteSdp = theirs;
                return new ReinviteOutcome(ReinviteResult.Accepted, theirs, response);
            case { StatusCode: 491 } response:
                return new ReinviteOutcome(ReinviteResult.Glare, null, response);
            case { } response:
                return new ReinviteOutcome(ReinviteResult.Rejected, null, response);
            default:
                return new ReinviteOutcome(outcome.Result == SipRequestResult.Timeout ? ReinviteResult.Timeout : ReinviteResult.TransportError);
        }
    }

    private async ValueTask HandleAsync(ReinviteServer server)
    {
        try
        {
            if (handler is not null && !server.IsAnswered) await handler.OnReinviteAsync(dialog.Session, new IncomingReinvite(server)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
            server.Reject(500, null);
        }
        if (server.IsAnswered) return;
        var sdp = server.Offer is null ? dialog.LocalSdp : SdpMirror.Answer(server.Offer, dialog.LocalSdp);
        if (sdp is null) server.Reject(488, null);
        else server.Accept(sdp);
    }
}
