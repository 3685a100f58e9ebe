using CallSummary.Gateway.Siprec.Metadata;

namespace CallSummary.UnitTests.Gateway.Siprec.Metadata;

public sealed class PartyAddressTests
{
    [Theory]
    [InlineData("sip:+821012345678@example.com", "+821012345678")]
    [InlineData("SIPS:+821012345678@example.com;user=phone", "+821012345678")]
    [InlineData("+821012345678@10.1.2.3", "+821012345678")]
    [InlineData("tel:+82-10-1234-5678;phone-context=example.com", "+82-10-1234-5678")]
    [InlineData("\"Kim, B\" <sip:1001@10.1.2.3:5060>;tag=1", "1001")]
    [InlineData("sip:+821012345678;noa=3;cpc=ordinary@example.com", "+821012345678")]
    [InlineData("sip:%2B821012345678@example.com", "+821012345678")]
    [InlineData("sip:1001:secret@example.com", "1001")]
    [InlineData("sip:450051234567890@ims.mnc005.mcc450.3gppnetwork.org", "450051234567890")]
    [InlineData("1001", "1001")]
    [InlineData("  sip:1001@x  ", "1001")]
    public void UserOf_EveryForm_IsTheNumber(string address, string user) => Assert.Equal(user, PartyAddress.UserOf(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData("sip:@example.com")]
    [InlineData("sip:10.1.2.3")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("sip:Unknown@10.1.2.3")]
    [InlineData("<>")]
    public void UserOf_Nobody_IsNull(string? address) => Assert.Null(PartyAddress.UserOf(address));

    [Theory]
    [InlineData("+821012345678", true)]
    [InlineData("1000", true)]
    [InlineData("12", false)]
    [InlineData("anonymous", false)]
    [InlineData("recorder-7", false)]
    public void IsNumber_TellsPlaceholders(string number, bool expected) => Assert.Equal(expected, PartyAddress.IsNumber(number));
}
