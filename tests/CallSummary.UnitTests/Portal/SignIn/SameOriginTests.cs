using CallSummary.Portal.SignIn;
using Microsoft.AspNetCore.Http;

namespace CallSummary.UnitTests.Portal.SignIn;

public sealed class SameOriginTests
{
    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "https://calls.example", true)]
    [InlineData("same-site", "https://calls.example", false)]
    [InlineData("cross-site", "https://calls.example", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "https://calls.example", true)]
    [InlineData(null, "https://calls.example:8443", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void IsOurs_Request_GoesByFetchMetadataThenOrigin(string? site, string? origin, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("calls.example");
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        request.Headers.Origin = origin;
        Assert.Equal(expected, SameOrigin.IsOurs(request));
    }
}
