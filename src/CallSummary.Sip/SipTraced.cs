using System.Net;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>A message that passed: what it was, never what it held.</summary>
/// <param name="SipCallId">Its Call-ID.</param>
/// <param name="Method">The method, or that of the request which it answers.</param>
/// <param name="Status">The status of a response; null for a request.</param>
/// <param name="IsSent">We sent it.</param>
/// <param name="Protocol">How it travelled.</param>
/// <param name="Peer">Where from or to.</param>
public readonly record struct SipTraced(string SipCallId, string Method, int? Status, bool IsSent, SipProtocol Protocol, IPEndPoint Peer);
