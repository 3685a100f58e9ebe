using CallSummary.Storage;
using CallSummary.Storage.Administration;
using CallSummary.TestKit;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Storage.Administration;

/// <summary>A trunk's password in the database is of no use to whoever has the database alone.</summary>
public sealed class TrunkPasswordsTests : IDisposable
{
    private const string OldKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string NewKey = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    private readonly Guid _trunk = Guid.CreateVersion7();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("?")]
    [InlineData("비밀번호: s3cret")]
    [InlineData("plain:aes-gcm:x")]
    public void Reveal_OfWhatWasProtected_IsThePassword(string password)
    {
        var stored = With(NewKey).Protect(_trunk, password);
        Assert.DoesNotContain(password, stored, StringComparison.Ordinal);
        Assert.NotEqual(stored, With(NewKey).Protect(_trunk, password));
        Assert.Equal(password, With(NewKey).Reveal(_trunk, stored));
        Assert.Equal(password, With(OldKey, NewKey).Reveal(_trunk, stored));
        Assert.Equal(password, Without().Reveal(_trunk, Without().Protect(_trunk, password)));
        Assert.Equal(password, With(NewKey).Reveal(_trunk, Without().Protect(_trunk, password)));
    }

    [Fact]
    public void Reveal_WithoutTheKey_OfAnotherTrunk_OrChanged_IsNothing()
    {
        var stored = With(NewKey).Protect(_trunk, "s3cret");
        Assert.Null(With(OldKey).Reveal(_trunk, stored));
        Assert.Null(Without().Reveal(_trunk, stored));
        Assert.Null(With(NewKey).Reveal(Guid.CreateVersion7(), stored));
        Assert.Null(With(NewKey).Reveal(_trunk, stored[..^5] + "AAAA="));
        Assert.Null(With(NewKey).Reveal(_trunk, "aes-gcm:AAAA"));
        Assert.Null(With(NewKey).Reveal(_trunk, "s3cret"));
    }

    [Fact]
    public void Protect_NoPassword_IsNone()
    {
        Assert.Equal("", With(NewKey).Protect(_trunk, ""));
        Assert.Equal("", With(NewKey).Reveal(_trunk, ""));
    }

    private static TrunkPasswords Without() => new(Options.Create(new StorageOptions()));

    private TrunkPasswords With(params string[] keys)
    {
        var file = Path.Combine(_folder.Path, "keys");
        File.WriteAllLines(file, keys);
        return new TrunkPasswords(Options.Create(new StorageOptions { RecordingKeysFile = file }));
    }
}
