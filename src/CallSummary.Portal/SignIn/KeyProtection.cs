using System.Security.Cryptography;
using CallSummary.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal.SignIn;

/// <summary>Puts the key ring of ASP.NET Core's data protection where <see cref="PortalKeyRingOptions"/> says.</summary>
internal static class KeyProtection
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("CallSummary");
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)); // It would warn of what the operator's guide says.
        services.AddSingleton<KeyRing>();
        services.AddSingleton<StoredSecret>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing, IOptions<PortalOptions>, IOptions<StorageOptions>, ILoggerFactory>((keys, database, portal, storage, loggers) =>
        {
            var folder = portal.Value.KeyRing.Directory
                ?? (storage.Value.Provider == StorageProvider.Sqlite ? Path.Combine(storage.Value.DataDirectory, "keys") : null);
            keys.XmlRepository = folder is null ? database : new FileSystemXmlRepository(Private(folder), loggers);
        });
        try
        {
            if (configuration.GetSection(PortalOptions.Section + ":KeyRing").Get<PortalKeyRingOptions>()?.Certificate() is { } certificate)
            {
                protection.ProtectKeysWithCertificate(certificate);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // The check of the settings says what is wrong, and the host does not start.
        }
    }

    private static DirectoryInfo Private(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
