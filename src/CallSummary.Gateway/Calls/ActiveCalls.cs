using System.Collections.Concurrent;
using CallSummary.Contracts;
using CallSummary.Sip;

namespace CallSummary.Gateway.Calls;

/// <summary>The calls that ring or are up in this process.</summary>
internal sealed class ActiveCalls
{
    private readonly ConcurrentDictionary<Guid, (CallEnd End, CallContext? Call)> _calls = new();

    public int Count => _calls.Count;

    public void Add(CallContext call) => _calls[call.CallId] = (call.End, call);

    /// <summary>A recorder's session: it has an end, but no parties of ours.</summary>
    public void Add(Guid sessionId, CallEnd end) => _calls[sessionId] = (end, null);

    /// <summary>The call and party of a dialog of ours (RFC 3891 section 3); null when there is none.</summary>
    public (CallContext Call, CallParty Party)? Find(SipReplaces dialog)
    {
        foreach (var (_, (_, call)) in _calls)
        {
            if (call?.Parties.FirstOrDefault(p => IsOf(p, dialog)) is { } party)
            {
                return (call, party);
            }
        }

        return null;
    }

    public void Remove(Guid callId) => _calls.TryRemove(callId, out _);

    public void EndAll(CallTermination reason)
    {
        foreach (var (_, (end, _)) in _calls)
        {
            end.Set(reason);
        }
    }

    private static bool IsOf(CallParty party, SipReplaces dialog) =>
        party.Session is { } session && session.SipCallId == dialog.SipCallId && session.LocalTag == dialog.ToTag && session.RemoteTag == dialog.FromTag;
}
