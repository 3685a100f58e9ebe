using System.Net;

namespace CallSummary.Portal.Webhooks;

/// <summary>The outside world's name service.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);
