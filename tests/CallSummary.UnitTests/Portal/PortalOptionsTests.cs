using CallSummary.Portal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Portal;

public sealed class PortalOptionsTests
{
    [Theory]
    [InlineData("RequestsPerSecond", "0")]
    [InlineData("Events:ConnectionBuffer", "0")]
    [InlineData("Events:Heartbeat", "00:00:00.100")]
    [InlineData("Webhooks:MaximumAttempts", "0")]
    [InlineData("Webhooks:Timeout", "00:05:00")]
    [InlineData("Webhooks:AllowedNetworks:0", "10.0.0.0/40")]
    [InlineData("Webhooks:KeepDelivered", "00:10:00")]
    [InlineData("Push:Fcm:ServiceAccountFile", "no-such-file.json")]
    [InlineData("Push:Apns:KeyFile", "no-such-file.p8")]
    [InlineData("KeyRing:CertificateFile", "no-such-file.pfx")]
    public void Bind_ValueOutOfRange_NamesTheSetting(string setting, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read(new() { [$"CallSummary:Portal:{setting}"] = value }));

        Assert.Contains($"CallSummary:Portal:{setting.Replace(":0", string.Empty, StringComparison.Ordinal)}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_Nothing_IsValidAndClosed()
    {
        var options = Read([]);

        Assert.False(options.Webhooks.AllowHttp);
        Assert.False(options.Webhooks.AllowPrivateAddresses);
        Assert.Empty(options.Webhooks.AllowedNetworks);
    }

    private static PortalOptions Read(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddPortal(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<PortalOptions>>().Value;
    }
}
