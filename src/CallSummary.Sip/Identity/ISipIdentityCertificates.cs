using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Sip.Identity;

/// <summary>Where certificates of callers' carriers come from. The stack itself never fetches one: the caller chooses the address.</summary>
public interface ISipIdentityCertificates
{
    /// <summary>The certificate at an address, its intermediates behind it; empty when there is none.</summary>
    /// <param name="address">What the Identity header names: chosen by a stranger.</param>
    /// <param name="cancellationToken">Stops.</param>
    ValueTask<X509Certificate2Collection> FindAsync(Uri address, CancellationToken cancellationToken = default);
}
