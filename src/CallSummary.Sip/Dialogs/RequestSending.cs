using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Dialogs;

/// <summary>How a request leaves.</summary>
/// <param name="Protocol">The transport; null: as the next hop says.</param>
/// <param name="Reuse">The connection to reuse for a next hop, or null.</param>
/// <param name="ContactUser">Adds our Contact with this user; null: no Contact.</param>
internal sealed record RequestSending(SipProtocol? Protocol = null, Func<SipUri, SipPeer?>? Reuse = null, string? ContactUser = null);
