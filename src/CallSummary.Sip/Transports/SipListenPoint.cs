using System.Net;

namespace CallSummary.Sip.Transports;

/// <summary>Where the stack listens. Port 0 asks the system for a free one.</summary>
public sealed record SipListenPoint(SipProtocol Protocol, IPEndPoint EndPoint);
