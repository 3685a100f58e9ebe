using System.Globalization;
using CallSummary.Contracts;
using CallSummary.Portal.Operations;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Portal.Operations;

public sealed class GatewayStatesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TrunksOf_ATenant_AreItsOwnOnly_AndTheLastHeard()
    {
        var states = new GatewayStates(_time);
        states.Hear(Status("a", ("mine", "t", 1), ("theirs", "other", 5)));
        states.Hear(Status("a", ("mine", "t", 2), ("theirs", "other", 5)));

        var state = Assert.Single(states.TrunksOf("t"));
        Assert.Equal(("mine", 2, false), (state.Trunk.Name, state.Trunk.Calls, state.IsSilent));
    }

    [Fact]
    public void TrunksOf_AGatewayThatSaysNothing_AreSilentThenGone()
    {
        var states = new GatewayStates(_time);
        states.Hear(Status("a", ("mine", "t", 1)));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.True(Assert.Single(states.TrunksOf("t")).IsSilent);

        _time.Advance(TimeSpan.FromMinutes(10));
        states.Hear(Status("b", ("mine", "t", 1)));
        Assert.Equal("b", Assert.Single(states.TrunksOf("t")).Instance);
    }

    [Fact]
    public void Hear_MoreGatewaysThanTheCap_KeepsTheFirst()
    {
        var states = new GatewayStates(_time);
        for (var i = 0; i < GatewayStates.Capacity + 5; i++)
        {
            states.Hear(Status(i.ToString(CultureInfo.InvariantCulture), ("mine", "t", 1)));
        }

        Assert.Equal(GatewayStates.Capacity, states.TrunksOf("t").Count);
    }

    [Fact]
    public void Places_OfATenant_HaveItsTrunksRoutesOnly_UnlessSheRunsTheService()
    {
        var states = new GatewayStates(_time);
        RouteStatus[] routes =
        [
            new() { Number = "+8215880001", Trunk = "mine", Action = "Answer" },
            new() { Number = "+8215880002", Trunk = "theirs", Action = "Answer" },
            new() { Number = "*", Action = "Bridge", Target = "192.0.2.20" },
        ];
        states.Hear(Status("a", ("mine", "t", 1), ("theirs", "other", 5)) with { Listeners = ["udp 0.0.0.0:5060"], Routes = routes });
        states.Hear(Status("b")); // Of the version before: it tells neither.

        var places = states.Places("t", ofAll: false);
        Assert.Equal(["a", "b"], places.Select(p => p.Instance));
        Assert.Equal([routes[0]], places[0].Routes);
        Assert.Equal(["udp 0.0.0.0:5060"], places[0].Listeners);
        Assert.Empty(places[1].Routes);
        Assert.Equal(routes, states.Places("t", ofAll: true)[0].Routes);
    }

    private static GatewayStatus Status(string instance, params (string Name, string Tenant, int Calls)[] trunks) => new()
    {
        Instance = instance,
        At = default,
        Calls = 0,
        MaxCalls = 1,
        IsDraining = false,
        Trunks = [.. trunks.Select(t => new TrunkStatus { Name = t.Name, TenantId = t.Tenant, IsFromConsole = true, Calls = t.Calls, MaxCalls = 0, Hops = [], Refused = 0 })],
    };
}
