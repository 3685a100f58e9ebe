using System.Collections.Concurrent;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Transactions;

/// <summary>Matches messages to transactions and makes new ones, up to a limit.</summary>
internal sealed class TransactionLayer(SipStackOptions options, TimeProvider time, ITransactionUser user) : ISipReceiver
{
    private readonly ConcurrentDictionary<TransactionKey, ServerTransaction> _servers = new();
    private readonly ConcurrentDictionary<TransactionKey, ClientTransaction> _clients = new();
    private readonly ConcurrentDictionary<MergeKey, ServerTransaction> _merges = new();
    private int _count;

    public SipStackOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public int Count => Volatile.Read(ref _count);

    public void OnMessage(SipMessage? message, SipParseError error, SipPeer peer)
    {
        try
        {
            Take(message, error, peer);
        }
        catch (Exception exception)
        {
            // A bug must cost one message, not the transport's loop.
            Options.HandlerFaulted?.Invoke(exception);
        }
    }

    public void OnChannelFailed(SipChannel channel)
    {
        foreach (var client in _clients.Values)
        {
            if (client.Peer.Channel == channel) client.Fail(ClientFailure.Transport);
        }
    }

    /// <summary>The stack stopped: nobody waits for an answer that cannot come.</summary>
    public void FailAll()
    {
        foreach (var client in _clients.Values) client.Fail(ClientFailure.Transport);
    }

    /// <summary>Makes a client transaction; <see cref="ClientTransaction.Start"/> sends it.</summary>
    public ClientTransaction NewClient(SipRequest request, SipPeer peer, IClientTransactionUser transactionUser)
    {
        var key = new TransactionKey(request.TopVia!.Branch!, "", request.Method);
        ClientTransaction transaction = request.Method == SipMethods.Invite
            ? new InviteClientTransaction(this, key, request, peer, transactionUser)
            : new NonInviteClientTransaction(this, key, request, peer, transactionUser);
        _clients[key] = transaction;
        Interlocked.Increment(ref _count);
        return transaction;
    }

    /// <summary>The INVITE that a CANCEL means (RFC 3261, 9.2); null when there is none.</summary>
    public InviteServerTransaction? InviteOf(SipRequest cancel) =>
        _servers.TryGetValue(TransactionKey.OfRequest(cancel, SipMethods.Invite), out var found) ? found as InviteServerTransaction : null;

    internal void Remove(SipTransaction transaction)
    {
        var removed = transaction switch
        {
            ClientTransaction client => _clients.TryRemove(KeyValuePair.Create(client.Key, client)),
            ServerTransaction server => _servers.TryRemove(KeyValuePair.Create(server.Key, server)),
            _ => false,
        };
        if (!removed) return;
        Interlocked.Decrement(ref _count);
        if (transaction is ServerTransaction { Merge: { } merge } owner) _merges.TryRemove(KeyValuePair.Create(merge, owner));
    }

    private void RespondStateless(SipRequest request, SipPeer peer, int status, string? reason = null)
    {
        var target = peer.Channel.IsReliable ? peer : peer with { EndPoint = ViaRouting.ResponseTarget(request.TopVia!, peer.EndPoint) };
        target.TrySend(StatelessAnswer.To(request, status, reason, Options));
    }

    /// <summary>Tells who listens of a request, or of the response to it.</summary>
    internal void Trace(SipRequest request, int? status, SipPeer peer, bool isSent) =>
        Options.Traced?.Invoke(new SipTraced(request.CallId, request.Method, status, isSent, peer.Protocol, peer.EndPoint));

    private void Take(SipMessage? message, SipParseError error, SipPeer peer)
    {
        switch (message)
        {
            case SipResponse response when error == SipParseError.None:
                Options.Traced?.Invoke(new SipTraced(response.CallId, response.CSeq.Method, response.StatusCode, IsSent: false, peer.Protocol, peer.EndPoint));

                // Stray responses are dropped: there is nobody to tell.
                if (_clients.TryGetValue(TransactionKey.OfResponse(response), out var client)) client.OnResponse(response);
                break;
            case SipRequest request when error == SipParseError.None:
                ViaRouting.CompleteVia(request, peer.EndPoint);
                Trace(request, null, peer, isSent: false);
                OnRequest(request, peer);
                break;
            case SipRequest request when request.TopVia is not null && request.Method != SipMethods.Ack:
                ViaRouting.CompleteVia(request, peer.EndPoint);
                var status = error switch
                {
                    SipParseError.BadVersion => 505,
                    SipParseError.HeaderTooLong or SipParseError.TooManyHeaders => 513,
                    _ => 400,
                };
                RespondStateless(request, peer, status, status == 400 ? $"Bad Request ({error})" : null);
                break;
        }
    }

    private void OnRequest(SipRequest request, SipPeer peer)
    {
        if (request.Method == SipMethods.Ack)
        {
            var isForDialog = !_servers.TryGetValue(TransactionKey.OfRequest(request, SipMethods.Invite), out var acknowledged)
                || (acknowledged as InviteServerTransaction)?.OnAck() == true;
            if (isForDialog) user.OnAck(request, peer);
            return;
        }
        var key = TransactionKey.OfRequest(request, request.Method);
        if (_servers.TryGetValue(key, out var known))
        {
            known.OnRetransmission();
            return;
        }
        if (Count >= Options.MaxTransactions)
        {
            RespondStateless(request, peer, 503);
            return;
        }
        MergeKey? merge = request.Method == SipMethods.Cancel || request.To.Tag is not null
            ? null
            : new MergeKey(request.CallId, request.From.Tag ?? "", request.CSeq.Number, request.Method);
        ServerTransaction transaction = request.Method == SipMethods.Invite
            ? new InviteServerTransaction(this, key, request, peer) { Merge = merge }
            : new NonInviteServerTransaction(this, key, request, peer) { Merge = merge };
        if (!_servers.TryAdd(key, transaction))
        {
            return; // the same request on another socket at the same moment
        }
        Interlocked.Increment(ref _count);
        if (merge is { } id && !_merges.TryAdd(id, transaction))
        {
            transaction.Respond(SipResponse.For(request, 482, null, SipIds.Tag()));
            return;
        }
        user.OnRequest(transaction);
    }
}
