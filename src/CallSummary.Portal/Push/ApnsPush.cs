using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>Apple Push Notification service: HTTP/2, signed by a token of ours (ES256).</summary>
internal sealed class ApnsPush(IOptions<PortalOptions> options, TimeProvider time, ILogger<ApnsPush> logger) : IPushProvider, IDisposable
{
    /// <summary>Apple takes a token for an hour, and calls one that changes more often than every 20 minutes an abuse.</summary>
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(40);

    private readonly PortalApnsOptions _settings = options.Value.Push.Apns;
    private readonly HttpClient _http = PushHttp.Create(HttpVersion.Version20);
    private readonly Lazy<ECDsa> _key = new(() => ApnsKey.Read(options.Value.Push.Apns.KeyFile!));
    private readonly Lock _lock = new();
    private (string Value, DateTimeOffset At)? _token;

    public PushKind Kind => PushKind.Apns;

    public bool IsOn => _settings.KeyFile is not null;

    public async Task<PushOutcome> SendAsync(PushDevice device, PushNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_settings.Endpoint, $"/3/device/{Uri.EscapeDataString(device.Endpoint)}"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = JsonContent.Create(new { aps = new { alert = new { title = notice.Title, body = notice.Body }, sound = "default" }, url = notice.Url }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("bearer", Token());
            request.Headers.Add("apns-topic", _settings.Topic);
            request.Headers.Add("apns-push-type", "alert");
            request.Headers.Add("apns-collapse-id", notice.CallId.ToString("N"));
            request.Headers.Add("apns-expiration", (time.GetUtcNow() + PushNotice.Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            using var answer = await _http.SendAsync(request, cancellationToken);
            return OutcomeOf(answer.StatusCode, answer.IsSuccessStatusCode ? string.Empty : await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return PushOutcome.Later;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    private PushOutcome OutcomeOf(HttpStatusCode status, string body)
    {
        switch (status)
        {
            case HttpStatusCode.OK:
                return PushOutcome.Taken;
            case HttpStatusCode.Gone:
                return PushOutcome.Gone;
            case HttpStatusCode.BadRequest when body.Contains("BadDeviceToken", StringComparison.Ordinal) || body.Contains("DeviceTokenNotForTopic", StringComparison.Ordinal):
                return PushOutcome.Refused;
            case HttpStatusCode.BadRequest or HttpStatusCode.Forbidden:
                logger.PushAccountRefused(Kind, (int)status); // What we sent or who we are: no fault of the device.
                return PushOutcome.Later;
            default:
                return PushOutcome.Later;
        }
    }

    private string Token()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_token is not { } known || now - known.At >= TokenAge)
            {
                known = (SignedToken.Write(
                    new { alg = "ES256", kid = _settings.KeyId },
                    new { iss = _settings.TeamId, iat = now.ToUnixTimeSeconds() },
                    data => _key.Value.SignData(data, HashAlgorithmName.SHA256)), now);
                _token = known;
            }

            return known.Value;
        }
    }
}
