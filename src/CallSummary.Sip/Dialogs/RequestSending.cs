using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>How a request leaves.</summary>
/// <param name="Protocol">The transport; null: as the next hop says.</param>
/// <param name="Reuse">The connection to reuse for a next hop, or null.</param>
/// <param name="ContactUser">Adds our Contact with this user; null: no Contact.</param>
/// <param name="IsSecure">Whether our Contact is a sips URI.</param>
/// <param name="MayAuthenticate">Whether a challenge of this peer may be answered; null: of any that the request was sent to.</param>
internal sealed record RequestSending(
    SipProtocol? Protocol = null, Func<SipUri, SipPeer?>? Reuse = null, string? ContactUser = null, bool IsSecure = false, Func<SipPeer, bool>? MayAuthenticate = null);
