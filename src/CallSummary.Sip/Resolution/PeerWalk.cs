using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Resolution;

/// <summary>The ways to a next hop, taken one after the other: the next one when one failed (RFC 3263, 4.3).</summary>
/// <param name="agent">The core.</param>
/// <param name="nextHop">The first route or the target.</param>
/// <param name="protocol">The transport that the user asks for, or null.</param>
/// <param name="reuse">Tried first: the connection that we have, or null.</param>
internal sealed class PeerWalk(SipAgent agent, SipUri nextHop, SipProtocol? protocol, SipPeer? reuse)
{
    private IReadOnlyList<SipTarget>? _targets;
    private SipPeer? _reuse = reuse;
    private int _next;

    /// <summary>Whether another way is known; false too before the first.</summary>
    public bool HasMore => _targets is { } targets && _next < targets.Count;

    /// <summary>The next way; null when there is none left.</summary>
    public async ValueTask<SipPeer?> NextAsync()
    {
        if (_reuse is { Channel.IsOpen: true } known)
        {
            _reuse = null;
            return known;
        }
        _targets ??= await agent.LocateAsync(nextHop, protocol).ConfigureAwait(false);
        while (_next < _targets.Count)
        {
            if (agent.Transports.PeerOf(_targets[_next++]) is { } peer) return peer;
        }
        return null;
    }
}
