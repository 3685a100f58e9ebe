using CallSummary.Gateway.Routing;

namespace CallSummary.UnitTests.Gateway.Routing;

public sealed class RouteStatusTests
{
    [Theory]
    [InlineData(RouteAction.Bridge, "sip:{number}@192.0.2.20:5060;transport=tcp", "", "192.0.2.20:5060;transport=tcp")]
    [InlineData(RouteAction.Bridge, "sip:me:secret@192.0.2.20", "", "192.0.2.20")]
    [InlineData(RouteAction.Bridge, "sips:192.0.2.20", "", "192.0.2.20")]
    [InlineData(RouteAction.Bridge, "", "carrier", "carrier")]
    [InlineData(RouteAction.Answer, "", "", null)]
    public void Status_OfARoute_SaysWhereItLeads_WithoutUsersAndPasswords(RouteAction action, string nextHop, string toTrunk, string? target)
    {
        var status = new Route(new RouteOptions { Number = "+8210*", Trunk = "sbc-1", Action = action, NextHop = nextHop, ToTrunk = toTrunk, Username = "user", Password = "secret" }).Status;
        Assert.Equal(("+8210*", "sbc-1", action.ToString(), target), (status.Number, status.Trunk, status.Action, status.Target));
    }
}
