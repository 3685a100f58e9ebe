using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>General user agent behaviour for requests (RFC 3261, 8.2 and 12.2.2): inspects, then hands on. Runs on transports' loops.</summary>
internal sealed class RequestDispatcher(SipAgent agent, ISipRequestHandler handler) : ITransactionUser
{
    public void OnRequest(ServerTransaction transaction)
    {
        try
        {
            var request = transaction.Request;
            agent.Transports.AddAlias(transaction.Peer, request.TopVia!);
            if (Inspect(request) is { } refusal) transaction.Respond(refusal);
            else if (request.Method == SipMethods.Cancel) OnCancel(transaction);
            else if (request.To.Tag is { } localTag) OnInDialog(transaction, new DialogId(request.CallId, localTag, request.From.Tag ?? ""));
            else OnOutOfDialog(transaction);
        }
        catch (Exception exception)
        {
            // A bug must cost one request, not the transport's loop.
            agent.OnFault(exception);
            transaction.Respond(SipResponse.For(transaction.Request, 500, null, SipIds.Tag()));
        }
    }

    public void OnAck(SipRequest ack, SipPeer peer)
    {
        var id = new DialogId(ack.CallId, ack.To.Tag ?? "", ack.From.Tag ?? "");
        if (agent.Sessions.TryGetValue(id, out var session)) session.OnAck(ack);
    }

    /// <summary>The checks of RFC 3261, 8.2.1 to 8.2.3, in its order; null when all pass.</summary>
    private SipResponse? Inspect(SipRequest request)
    {
        if (!agent.Options.AllowedMethods.Contains(request.Method)) return agent.Messages.Response(request, SipMethods.IsKnown(request.Method) ? 405 : 501);
        if (request.RequestUri.Scheme is not ("sip" or "sips" or "tel")) return agent.Messages.Response(request, 416);
        if (request.Method == SipMethods.Cancel) return null;
        var unknown = request.Headers.Elements(SipHeaderNames.Require).Where(tag => !agent.Messages.Supports(tag)).ToList();
        if (unknown.Count > 0)
        {
            return agent.Messages.Response(request, 420, null, null, new SipHeaders().Add(SipHeaderNames.Unsupported, string.Join(", ", unknown)));
        }
        if (request.Method != SipMethods.Invite || request.Body.IsEmpty) return null;
        if (request.Headers[SipHeaderNames.ContentEncoding] is { } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return agent.Messages.Response(request, 415, null, null, new SipHeaders().Add("Accept-Encoding", "identity"));
        }
        return agent.Options.AcceptedBodies.Any(request.HasContent) ? null : agent.Messages.Response(request, 415);
    }

    private void OnCancel(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (agent.Transactions.InviteOf(request) is not { } invite)
        {
            transaction.Respond(agent.Messages.Response(request, 481));
            return;
        }
        transaction.Respond(agent.Messages.Response(request, 200));
        invite.CancelRequested?.Invoke();
    }

    private void OnInDialog(ServerTransaction transaction, DialogId id)
    {
        var request = transaction.Request;
        if (agent.Ringing.TryGetValue(id, out var early) && request.Method is SipMethods.Prack or SipMethods.Update)
        {
            early!.OnRequest(transaction);
        }
        else if (agent.Early.TryGetValue(id, out var outgoing) && request.Method == SipMethods.Update)
        {
            outgoing.OnUpdate(transaction);
        }
        else if (agent.Sessions.TryGetValue(id, out var session))
        {
            if (request.Method == SipMethods.Options) RespondToOptions(transaction);
            else session.OnRequest(transaction);
        }
        else if (request.Method == SipMethods.Bye && agent.Ringing.TryGetValue(id, out var ringing))
        {
            // The caller may end an early dialog with BYE (RFC 3261, 15).
            transaction.Respond(agent.Messages.Response(request, 200));
            ringing.Cancel(487);
        }
        else
        {
            transaction.Respond(agent.Messages.Response(request, 481));
        }
    }

    private void OnOutOfDialog(ServerTransaction transaction)
    {
        var request = transaction.Request;
        switch (request.Method)
        {
            case SipMethods.Invite:
                OnInvite((InviteServerTransaction)transaction);
                break;
            case SipMethods.Options:
                RespondToOptions(transaction);
                break;
            case SipMethods.Bye:
                transaction.Respond(agent.Messages.Response(request, 481));
                break;
            default:
                Run(new IncomingRequest(agent, transaction, null));
                break;
        }
    }

    private void OnInvite(InviteServerTransaction transaction)
    {
        var request = transaction.Request;
        if (agent.Stopping.IsCancellationRequested || agent.Sessions.Count + agent.Ringing.Count >= agent.Options.MaxSessions)
        {
            transaction.Respond(agent.Messages.Response(request, 503));
            return;
        }
        if (!SdpBody.TryRead(request, out var offer))
        {
            transaction.Respond(agent.Messages.Response(request, 400, "Bad Session Description"));
            return;
        }
        if (SessionTimer.Refusal(agent, request) is { } tooShort)
        {
            transaction.Respond(tooShort);
            return;
        }
        // A dialog needs the caller's Contact (RFC 3261, 12.1.1); a caller of RFC 2543, known by its branch, may have none, and no tag.
        if (request.ContactUri is null && request.TopVia!.HasMagicCookie)
        {
            transaction.Respond(agent.Messages.Response(request, 400, "Missing Contact"));
            return;
        }
        if (ReplacesRule.Refusal(agent, request, out var replaced) is { } status)
        {
            transaction.Respond(agent.Messages.Response(request, status));
            return;
        }
        transaction.Respond(agent.Messages.Response(request, 100));
        var server = new InviteServer(agent, transaction, offer, replaced);
        agent.Ringing[server.Id] = server;
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Dispatcher.RunAsync(work.Server), (Dispatcher: this, Server: server), preferLocal: false);
    }

    private void RespondToOptions(ServerTransaction transaction)
    {
        var response = agent.Messages.Response(transaction.Request, agent.Stopping.IsCancellationRequested ? 503 : 200);
        agent.Messages.AddCapabilities(response.Headers);
        agent.Messages.AddAccept(response.Headers);
        transaction.Respond(response);
    }

    private async Task RunAsync(InviteServer server)
    {
        try
        {
            await handler.OnInviteAsync(new IncomingInvite(server)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
            server.Reject(500, null, null);
        }
    }

    private void Run(IncomingRequest incoming) => ThreadPool.UnsafeQueueUserWorkItem(
        static work => _ = work.Dispatcher.RunAsync(work.Incoming), (Dispatcher: this, Incoming: incoming), preferLocal: false);

    private async Task RunAsync(IncomingRequest incoming)
    {
        try
        {
            await handler.OnRequestAsync(incoming).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
            incoming.Respond(500);
        }
        incoming.Respond(501);
    }
}
