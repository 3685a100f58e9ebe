using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CallSummary.Storage.Subscribers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.Push;

/// <summary>Firebase Cloud Messaging, HTTP v1: telephones with Google's services, and iPhones whose app uses Firebase.</summary>
internal sealed class FcmPush(IOptions<PortalOptions> options, TimeProvider time, ILogger<FcmPush> logger) : IPushProvider, IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly PortalFcmOptions _settings = options.Value.Push.Fcm;
    private readonly HttpClient _http = PushHttp.Create(HttpVersion.Version11);
    private readonly Lazy<FcmAccount> _account = new(() => FcmAccount.Read(options.Value.Push.Fcm.ServiceAccountFile!));
    private readonly SemaphoreSlim _one = new(1);
    private (string Value, DateTimeOffset Until)? _access;

    public PushKind Kind => PushKind.Fcm;

    public bool IsOn => _settings.ServiceAccountFile is not null;

    public async Task<PushOutcome> SendAsync(PushDevice device, PushNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            if (await AccessAsync(cancellationToken) is not { } access)
            {
                return PushOutcome.Later;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_settings.Endpoint, $"/v1/projects/{Uri.EscapeDataString(_account.Value.ProjectId)}/messages:send"))
            {
                Content = JsonContent.Create(new { message = Message(device, notice) }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
            using var answer = await _http.SendAsync(request, cancellationToken);
            var outcome = OutcomeOf(answer.StatusCode, answer.IsSuccessStatusCode ? string.Empty : await answer.Content.ReadAsStringAsync(cancellationToken));
            _access = answer.StatusCode == HttpStatusCode.Unauthorized ? null : _access;
            return outcome;
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return PushOutcome.Later;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    // Error codes of FCM v1: UNREGISTERED is 404; an invalid token is 400, a token of another project 403 SENDER_ID_MISMATCH.
    // What is wrong with our own account (401, any other 403) says nothing of the device.
    private static PushOutcome OutcomeOf(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.OK => PushOutcome.Taken,
        HttpStatusCode.NotFound => PushOutcome.Gone,
        HttpStatusCode.Forbidden => body.Contains("SENDER_ID_MISMATCH", StringComparison.Ordinal) ? PushOutcome.Refused : PushOutcome.Later,
        HttpStatusCode.BadRequest => PushOutcome.Refused,
        _ => PushOutcome.Later,
    };

    private static object Message(PushDevice device, PushNotice notice) => new
    {
        token = device.Endpoint,
        notification = new { title = notice.Title, body = notice.Body },
        data = new { url = notice.Url, call_id = notice.CallId.ToString() },
        android = new { collapse_key = notice.CallId.ToString("N"), ttl = $"{(int)PushNotice.Lifetime.TotalSeconds}s", notification = new { tag = notice.CallId.ToString("N") } },
    };

    // RFC 7523 section 2.1: a signed assertion for an access token.
    private async Task<string?> AccessAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (_access is { } known && known.Until > now)
            {
                return known.Value;
            }

            var account = _account.Value;
            var assertion = SignedToken.Write(
                new { alg = "RS256", typ = "JWT" },
                new { iss = account.Email, scope = Scope, aud = account.TokenUri.OriginalString, iat = now.ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() },
                data => account.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            using var form = new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", assertion)]);
            using var answer = await _http.PostAsync(account.TokenUri, form, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                logger.PushAccountRefused(Kind, (int)answer.StatusCode);
                return null;
            }

            var token = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var lifetime = TimeSpan.FromSeconds(token.TryGetProperty("expires_in", out var seconds) ? seconds.GetInt32() : 0);
            _access = (token.GetProperty("access_token").GetString()!, now + lifetime - Margin);
            return _access.Value.Value;
        }
        finally
        {
            _one.Release();
        }
    }
}
