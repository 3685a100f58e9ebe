using System.Buffers.Text;
using System.Security.Cryptography;
using CallSummary.Portal.SignIn;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>Who we are to push services (VAPID, RFC 8292): one key pair for the installation, made when it is first needed.</summary>
internal sealed class PushIdentity(SharedSecrets secrets, IOptions<PortalOptions> options)
{
    private const string SecretName = "push-identity";

    private readonly PortalPushOptions _settings = options.Value.Push;

    /// <summary>What a browser subscribes with, or null when notices are off.</summary>
    public async Task<string?> PublicKeyAsync(CancellationToken cancellationToken) =>
        _settings.Enabled ? (await KeysAsync(cancellationToken)).Public : null;

    public async Task<VapidAuthentication> SignerAsync(CancellationToken cancellationToken)
    {
        var (publicKey, privateKey) = await KeysAsync(cancellationToken);
        return new VapidAuthentication(publicKey, privateKey) { Subject = _settings.Contact };
    }

    private async Task<(string Public, string Private)> KeysAsync(CancellationToken cancellationToken)
    {
        var words = (await secrets.GetAsync(SecretName, Create, cancellationToken)).Split(' ');
        return (words[0], words[1]);
    }

    private static string Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] point = [0x04, .. parameters.Q.X!, .. parameters.Q.Y!]; // Uncompressed, SEC 1 section 2.3.3.
        return $"{Base64Url.EncodeToString(point)} {Base64Url.EncodeToString(parameters.D!)}";
    }
}
