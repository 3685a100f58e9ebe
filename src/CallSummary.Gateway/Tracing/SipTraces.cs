using System.Collections.Concurrent;
using CallSummary.Contracts;
using CallSummary.Gateway.Trunks;
using CallSummary.Sip;
using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Tracing;

/// <summary>
/// Keeps the SIP messages of the calls that are up, for the ladder that the console shows: methods, statuses and times, by the name of the
/// peer. Of what a message holds nothing is looked at.
/// </summary>
internal sealed class SipTraces(TracePublisher publisher, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (CallTraceLog Log, string Peer)> _bySipCallId = new(StringComparer.Ordinal);

    /// <summary>Calls whose messages are kept now.</summary>
    public int Count => _bySipCallId.Count;

    /// <summary>A call, or a recorder's session, was let in; its INVITE is the first message.</summary>
    public void Open(IncomingInvite invite, Trunk trunk, long receivedAt)
    {
        var log = new CallTraceLog(time.GetUtcNow() - time.GetElapsedTime(receivedAt), receivedAt);
        if (_bySipCallId.TryAdd(invite.SipCallId, (log, trunk.Name)))
        {
            log.SipCallIds.Add(invite.SipCallId);
            log.Add(new SipTraceEntry { At = TimeSpan.Zero, Peer = trunk.Name, IsSent = false, Method = SipMethods.Invite, Transport = Name(invite.Protocol) });
        }
    }

    /// <summary>A SIP Call-ID for a leg that the call dials, whose messages go with the call's.</summary>
    public string Beside(string sipCallId, string peer)
    {
        var own = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        if (_bySipCallId.TryGetValue(sipCallId, out var known))
        {
            lock (known.Log.SipCallIds)
            {
                known.Log.SipCallIds.Add(own);
            }

            _bySipCallId[own] = (known.Log, peer);
        }

        return own;
    }

    public void Add(SipTraced message)
    {
        if (_bySipCallId.TryGetValue(message.SipCallId, out var known))
        {
            known.Log.Add(new SipTraceEntry
            {
                At = time.GetElapsedTime(known.Log.ReceivedAt),
                Peer = known.Peer,
                IsSent = message.IsSent,
                Method = message.Method.All(char.IsAsciiLetter) && message.Method.Length <= 16 ? message.Method : "?", // A peer may call a method as it likes.
                Status = message.Status,
                Transport = Name(message.Protocol),
            });
        }
    }

    /// <summary>It is over: its messages go out under the call's id, and nothing of them stays here.</summary>
    public void Close(IncomingInvite invite, Trunk trunk, long receivedAt, Guid callId, bool answered, CallTermination termination)
    {
        if (!_bySipCallId.TryGetValue(invite.SipCallId, out var known) || known.Log.ReceivedAt != receivedAt)
        {
            return;
        }

        lock (known.Log.SipCallIds)
        {
            foreach (var id in known.Log.SipCallIds)
            {
                _bySipCallId.TryRemove(id, out _);
            }
        }

        publisher.Enqueue(new CallTraced
        {
            CallId = callId,
            TenantId = trunk.Tenant.Id,
            At = known.Log.At,
            Trunk = trunk.Name,
            Answered = answered,
            Termination = termination,
            Entries = known.Log.Entries(),
            Omitted = known.Log.Omitted,
        });
    }

    private static string Name(Sip.Transports.SipProtocol protocol) => protocol switch
    {
        Sip.Transports.SipProtocol.Tcp => "tcp",
        Sip.Transports.SipProtocol.Tls => "tls",
        _ => "udp",
    };
}
