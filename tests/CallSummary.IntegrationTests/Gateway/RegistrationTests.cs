using System.Collections.Concurrent;
using System.Net;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.TestKit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A trunk that registers with its carrier.</summary>
[Collection(GatewayCalls.Name)]
public sealed class RegistrationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Registers_TellsHealthWhenRefused_TakesItBackAtTheEnd()
    {
        var registrar = new Registrar();
        await using var stack = new SipStack(
            new SipStackOptions
            {
                UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, 0)],
                AllowedMethods = [.. new SipStackOptions().AllowedMethods, SipMethods.Register],
            },
            registrar);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        var address = stack.ListenPoints[0].EndPoint;
        await using (var rig = await GatewayRig.StartAsync(
            _folder.Path, ("Trunks:0:Registration:Registrar", $"sip:{address}"), ("Trunks:0:Registration:Address", "sip:+8225550100@carrier.example")))
        {
            await Eventually.True(() => !registrar.Seen.IsEmpty, "the registration", TimeSpan.FromSeconds(30));
            Assert.Equal("+8225550100", registrar.Seen.First().To.Uri.User);
            Assert.Equal(HealthStatus.Healthy, await rig.HealthAsync());

            registrar.Status = 403;
            rig.Change(("Trunks:0:Registration:Address", "sip:+8225550199@carrier.example"));
            await Eventually.True(async () => await rig.HealthAsync() == HealthStatus.Degraded, "the refusal to show", TimeSpan.FromSeconds(30));

            registrar.Status = 200;
            rig.Change(("Trunks:0:Registration:Address", "sip:+8225550100@carrier.example"));
            await Eventually.True(async () => await rig.HealthAsync() == HealthStatus.Healthy, "the trunk to be registered", TimeSpan.FromSeconds(30));
        }

        await Eventually.True(() => registrar.Seen.Last().Headers[SipHeaderNames.Expires] == "0" || registrar.Seen.Last().Headers[SipHeaderNames.Contact]!.Contains("expires=0", StringComparison.Ordinal), "the registration to be taken back", TimeSpan.FromSeconds(30));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Registrar : ISipRequestHandler
    {
        public ConcurrentQueue<SipRequest> Seen { get; } = new();

        public int Status { get; set; } = 200;

        public async ValueTask OnInviteAsync(IncomingInvite invite) => await invite.RejectAsync(480);

        public ValueTask OnRequestAsync(IncomingRequest request)
        {
            Seen.Enqueue(request.Request);
            var headers = new SipHeaders().Add(SipHeaderNames.Expires, "3600").Add(SipHeaderNames.Contact, $"{request.Request.Headers[SipHeaderNames.Contact]};expires=3600");
            request.Respond(Status, headers: Status == 200 ? headers : null);
            return ValueTask.CompletedTask;
        }
    }
}
