using CallSummary.Portal.Pages;

namespace CallSummary.UnitTests.Portal.Pages;

public sealed class SeeOtherTests
{
    [Theory]
    [InlineData("/app/calls?q=1", "/app/calls?q=1")]
    [InlineData("/", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/app\r\nSet-Cookie: x=1", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void LocalPath_Elsewhere_IsTheFrontPage(string? path, string expected) => Assert.Equal(expected, SeeOther.LocalPath(path));
}
