using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace CallSummary.Gateway;

/// <summary>The gateway's part of the host's configuration, to be read again when it changes.</summary>
internal sealed class GatewaySection(IConfiguration configuration)
{
    /// <exception cref="InvalidOperationException">A setting is unknown or cannot be converted.</exception>
    public void Bind(GatewayOptions options) => configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);

    public IChangeToken GetReloadToken() => configuration.GetReloadToken();
}
