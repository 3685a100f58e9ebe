using CallSummary.Contracts;
using CallSummary.Gateway;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Routing;

public sealed class RouteTableTests
{
    [Fact]
    public void Find_FirstMatchingRoute_Wins()
    {
        var plan = Find(
            "01012345678",
            new RouteOptions { Number = "+8210*", NextHop = "sip:{number}@10.0.0.1" },
            new RouteOptions { Number = "*", NextHop = "sip:{number}@10.0.0.2" });

        Assert.Equal("sip:+821012345678@10.0.0.1", plan!.NextHop);
        Assert.Equal("+821012345678", plan.CalleeNumber);
    }

    [Fact]
    public void Find_RouteOfAnotherTrunk_IsPassedOver() =>
        Assert.Null(Find("1000", new RouteOptions { Number = "*", Trunk = "other", NextHop = "sip:{number}@10.0.0.1" }));

    [Fact]
    public void Find_UnknownNumber_GivesNoPlan() =>
        Assert.Null(Find("2000", new RouteOptions { Number = "1000", Action = RouteAction.Answer, Subscribers = { Leg.Caller } }));

    [Theory]
    [InlineData("{number}", "+821012345678")]
    [InlineData("{digits}", "821012345678")]
    [InlineData("{dialled}", "010-1234-5678")]
    public void Find_NextHop_FillsInTheNumber(string placeholder, string expected)
    {
        var plan = Find("010-1234-5678", new RouteOptions { Number = "*", NextHop = $"sip:{placeholder}@10.0.0.1" });

        Assert.Equal($"sip:{expected}@10.0.0.1", plan!.NextHop);
    }

    [Fact]
    public void Find_CallerMatchesTenant_CallerIsSubscriber() =>
        Assert.Equal([Leg.Caller], Find("0212345678", new RouteOptions { Number = "*", NextHop = "sip:{number}@h" })!.SubscriberLegs);

    [Fact]
    public void Find_BothMatchTenant_BothAreSubscribers() =>
        Assert.Equal([Leg.Caller, Leg.Callee], Find("01099998888", new RouteOptions { Number = "*", NextHop = "sip:{number}@h" })!.SubscriberLegs);

    [Fact]
    public void Find_RouteNamesSubscriber_OverridesTenant() =>
        Assert.Equal([Leg.Callee], Find("0212345678", new RouteOptions { Number = "*", NextHop = "sip:{number}@h", Subscribers = { Leg.Callee } })!.SubscriberLegs);

    [Fact]
    public void Find_NobodyIsSubscriber_BridgeIsNotRecorded()
    {
        var plan = Find("0212345678", caller: "0311234567", new RouteOptions { Number = "*", NextHop = "sip:{number}@h" });

        Assert.False(plan!.IsRecorded);
    }

    [Fact]
    public void Find_AnswerForNobody_GivesNoPlan() =>
        Assert.Null(Find("1000", caller: "0311234567", new RouteOptions { Number = "1000", Action = RouteAction.Answer }));

    [Fact]
    public void Find_CallerWithoutNumber_IsAnonymous() =>
        Assert.Equal("anonymous", Find("0212345678", caller: "", new RouteOptions { Number = "*", NextHop = "sip:{number}@h" })!.CallerNumber);

    private static CallPlan? Find(string called, params RouteOptions[] routes) => Find(called, "01011112222", routes);

    private static CallPlan? Find(string called, string caller, params RouteOptions[] routes)
    {
        var options = new GatewayOptions
        {
            Tenants = { new TenantOptions { Id = "t", Subscribers = { "+8210*" } } },
            Trunks = { new TrunkOptions { Name = "trunk", Tenant = "t", Peers = { "127.0.0.1" } } },
        };
        foreach (var route in routes)
        {
            options.Routes.Add(route);
        }

        var wrapped = Options.Create(options);
        return new RouteTable(wrapped).Find(new TrunkDirectory(wrapped).Trunks[0], caller, called);
    }
}
