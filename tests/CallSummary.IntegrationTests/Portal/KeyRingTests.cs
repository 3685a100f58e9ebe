using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Portal.SignIn;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Secrets in the database, and the keys that protect them.</summary>
public sealed class KeyRingTests
{
    private const string Password = "for this test";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sqlite_SecretsAreNotInTheDatabase_AndSurviveARestart()
    {
        using var folder = new TempFolder();
        string row;
        await using (var host = await PortalHost.StartAsync(Settings(("KeyRing:CertificateFile", Certificate(folder)), ("KeyRing:CertificatePassword", Password)), folder))
        {
            row = await SecretRowAsync(host, "a secret of at least 16");
            Assert.DoesNotContain("a secret", row, StringComparison.Ordinal);
            await host.WithDatabaseAsync(async database => Assert.Empty(await database.PortalSecrets.ToListAsync(Cancel)));
        }

        // The keys lie beside the database, encrypted by the certificate.
        var keys = Assert.Single(Directory.GetFiles(folder["keys"]));
        Assert.Contains("EncryptedData", await File.ReadAllTextAsync(keys, Cancel), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["keys"]));
        }

        await using var again = await PortalHost.StartAsync(Settings(("KeyRing:CertificateFile", folder["ring.pfx"]), ("KeyRing:CertificatePassword", Password)), folder);
        Assert.Equal("a secret of at least 16", again.Services.GetRequiredService<StoredSecret>().Reveal(row));
    }

    [Fact]
    public async Task Postgres_PortalsShareTheRingOfTheDatabase_EncryptedByTheCertificate()
    {
        await using var postgres = await PostgresDatabase.CreateAsync();
        using var folder = new TempFolder();
        var settings = Settings(("KeyRing:CertificateFile", Certificate(folder)), ("KeyRing:CertificatePassword", Password));
        settings["CallSummary:Storage:Provider"] = "PostgreSQL";
        settings["CallSummary:Storage:ConnectionString"] = postgres.ConnectionString;
        await using var one = await PortalHost.StartAsync(settings);
        var row = await SecretRowAsync(one, "a secret of at least 16");
        await one.WithDatabaseAsync(async database => Assert.Contains("EncryptedData", (await database.PortalSecrets.SingleAsync(Cancel)).Value, StringComparison.Ordinal));
        await using var two = await PortalHost.StartAsync(settings);
        Assert.Equal("a secret of at least 16", two.Services.GetRequiredService<StoredSecret>().Reveal(row));
    }

    private static Dictionary<string, string?> Settings(params (string Key, string Value)[] settings) =>
        settings.ToDictionary(s => $"CallSummary:Portal:{s.Key}", s => (string?)s.Value);

    private static async Task<string> SecretRowAsync(PortalHost host, string secret)
    {
        var client = await host.ClientAsync(PortalHost.Alice);
        using var made = await client.PostAsJsonAsync("/api/v1/webhooks", new { url = "http://127.0.0.1:9/hook", secret }, Cancel);
        Assert.Equal(secret, (await made.JsonAsync(System.Net.HttpStatusCode.Created)).GetProperty("secret").GetString());
        var row = string.Empty;
        await host.WithDatabaseAsync(async database => row = (await database.Webhooks.SingleAsync(Cancel)).Secret);
        return row;
    }

    private static string Certificate(TempFolder folder)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllBytes(folder["ring.pfx"], certificate.Export(X509ContentType.Pfx, Password));
        return folder["ring.pfx"];
    }
}
