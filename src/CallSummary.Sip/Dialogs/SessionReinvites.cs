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

    /// <summary>A re-INVITE came; on a transport's loop.</summary>
    public void OnInvite(InviteServerTransaction transaction)
    {
        var request = transaction.Request;
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
            transaction.CancelRequested = () => server.Reject(487, null);
        }
        transaction.Respond(agent.Messages.Response(request, 100));
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

    public async Task<ReinviteOutcome> OfferAsync(SdpDescription offer, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (dialog.HasEnded) return new ReinviteOutcome(ReinviteResult.SessionEnded);
            // Offering before the ACK of our own 200 would cross offers (RFC 3261, 14.1 with 13.2.1).
            if (!await dialog.Confirmed.WaitAsync(cancellationToken).ConfigureAwait(false)) return new ReinviteOutcome(ReinviteResult.SessionEnded);
            var outcome = await TryOfferAsync(offer, cancellationToken).ConfigureAwait(false);
            if (outcome.Result != ReinviteResult.Glare || attempt == GlareRetries) return outcome;
            // The owner of the Call-ID waits 2.1 to 4 s, the other side up to 2 s (RFC 3261, 14.1).
            var wait = dialog.State.IsCaller ? RandomNumberGenerator.GetInt32(210, 401) : RandomNumberGenerator.GetInt32(0, 201);
            await Task.Delay(TimeSpan.FromMilliseconds(10 * wait), agent.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReinviteOutcome> TryOfferAsync(SdpDescription offer, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_isOffering || _incoming is not null) return new ReinviteOutcome(ReinviteResult.Glare);
            _isOffering = true;
        }
        return await RunAsync(offer).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReinviteOutcome> RunAsync(SdpDescription offer)
    {
        try
        {
            var outcome = await new ReinviteClient(agent, dialog).RunAsync(offer).ConfigureAwait(false);
            dialog.EndIfLost(outcome);
            switch (outcome.Response)
            {
                case { IsSuccess: true } response:
                    if (!SdpBody.TryRead(response, out var answer) || answer is null) return new ReinviteOutcome(ReinviteResult.Rejected, null, response);
                    dialog.LocalSdp = offer;
                    dialog.RemoteSdp = answer;
                    return new ReinviteOutcome(ReinviteResult.Accepted, answer, response);
                case { StatusCode: 491 } response:
                    return new ReinviteOutcome(ReinviteResult.Glare, null, response);
                case { } response:
                    return new ReinviteOutcome(ReinviteResult.Rejected, null, response);
                default:
                    return new ReinviteOutcome(outcome.Result == SipRequestResult.Timeout ? ReinviteResult.Timeout : ReinviteResult.TransportError);
            }
        }
        finally
        {
            lock (_gate) _isOffering = false;
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
            server.Reject(500, null);
            agent.OnFault(exception);
        }
        if (server.IsAnswered) return;
        var sdp = server.Offer is null ? dialog.LocalSdp : SdpMirror.Answer(server.Offer, dialog.LocalSdp);
        if (sdp is null) server.Reject(488, null);
        else server.Accept(sdp);
    }
}
