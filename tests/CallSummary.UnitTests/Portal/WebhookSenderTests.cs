using System.Net;
using System.Net.Sockets;
using CallSummary.Portal;
using CallSummary.Portal.SignIn;
using CallSummary.Portal.Webhooks;
using CallSummary.Storage.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Portal;

public sealed class WebhookSenderTests
{
    private static readonly IPAddress Public = IPAddress.Parse("8.8.8.8");

    [Fact]
    public async Task Url_PublicWhenRegisteredAndPrivateWhenSent_IsRefusedAtTheConnection()
    {
        var options = Options.Create(new PortalOptions());
        var policy = new AddressPolicy(options);
        Queue<IPAddress> answers = new([Public, IPAddress.Loopback]);
        Task<IPAddress[]> Rebinding(string host, CancellationToken cancellationToken) => Task.FromResult(new[] { answers.Dequeue() });
        using var sender = new WebhookSender(policy, Rebinding, Stored, options, TimeProvider.System);

        Assert.Null(await new WebhookUrl(policy, Rebinding, options).ProblemAsync("https://hooks.example/x", TestContext.Current.CancellationToken));
        var result = await SendAsync(sender);

        Assert.Equal(DeliveryOutcome.AddressRefused, result.Outcome);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task Send_NameWithOneBadAddressAmongGoodOnes_IsRefused()
    {
        var options = Options.Create(new PortalOptions());
        using var sender = new WebhookSender(
            new AddressPolicy(options), (_, _) => Task.FromResult(new[] { Public, IPAddress.Parse("10.0.0.1") }), Stored, options, TimeProvider.System);

        Assert.Equal(DeliveryOutcome.AddressRefused, (await SendAsync(sender)).Outcome);
    }

    [Fact]
    public async Task Send_NameThatDoesNotResolve_SaysSo()
    {
        var options = Options.Create(new PortalOptions());
        using var sender = new WebhookSender(
            new AddressPolicy(options), (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), Stored, options, TimeProvider.System);

        var result = await SendAsync(sender);

        Assert.Equal(DeliveryOutcome.NameNotResolved, result.Outcome);
        Assert.Contains("resolved", result.Error, StringComparison.Ordinal);
    }

    private static StoredSecret Stored => new(new EphemeralDataProtectionProvider());

    private static Task<DeliveryResult> SendAsync(WebhookSender sender)
    {
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(),
            TenantId = "t",
            Url = "https://hooks.example/x",
            Secret = "0123456789abcdef",
            EventTypes = string.Empty,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var delivery = new WebhookDelivery
        {
            Id = Guid.CreateVersion7(),
            WebhookId = webhook.Id,
            EventId = "call.ended:1",
            EventType = "call.ended",
            CallId = Guid.CreateVersion7(),
            Body = "{}",
            State = WebhookDeliveryState.Pending,
            NextAttemptAt = DateTimeOffset.UnixEpoch,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        return sender.SendAsync(webhook, delivery, TestContext.Current.CancellationToken);
    }
}
