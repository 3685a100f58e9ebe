using System.Xml.Linq;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.Portal.SignIn;

/// <summary>The key ring in the database, where every portal process finds it: any may finish what another began.</summary>
internal sealed class KeyRing(IDbContextFactory<CallSummaryDbContext> contexts, TimeProvider time) : IXmlRepository
{
    private const string Prefix = "key-ring:";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var database = contexts.CreateDbContext();
        return [.. database.PortalSecrets.AsNoTracking().Where(s => s.Name.StartsWith(Prefix)).Select(s => s.Value).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var database = contexts.CreateDbContext();
        database.PortalSecrets.Add(new PortalSecret { Name = Prefix + friendlyName, Value = element.ToString(SaveOptions.DisableFormatting), CreatedAt = time.GetUtcNow() });
        database.SaveChanges();
    }
}
