using CallSummary.Portal.Webhooks;

namespace CallSummary.UnitTests.Portal;

public sealed class WebhookSignatureTests
{
    // Made with: printf '%s' '1700000000.{"a":"가"}' | openssl dgst -sha256 -hmac whsec_test
    [Fact]
    public void Sign_KnownSecretTimeAndBody_GivesTheVectorThatReceiversCheckAgainst() =>
        Assert.Equal(
            "v1=5c18f402007a15e700111d43a2e53e16f5a354839979ddf4ce08ddd4c7413afb",
            WebhookSignature.Sign("whsec_test", WebhookSignature.Timestamp(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), "{\"a\":\"가\"}"));
}
