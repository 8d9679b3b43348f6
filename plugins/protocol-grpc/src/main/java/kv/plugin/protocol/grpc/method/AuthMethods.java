package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.etcdserverpb.AuthDisableRequest;
import kv.api.pb.etcdserverpb.AuthDisableResponse;
import kv.api.pb.etcdserverpb.AuthEnableRequest;
import kv.api.pb.etcdserverpb.AuthEnableResponse;
import kv.api.pb.etcdserverpb.AuthRoleAddRequest;
import kv.api.pb.etcdserverpb.AuthRoleAddResponse;
import kv.api.pb.etcdserverpb.AuthRoleDeleteRequest;
import kv.api.pb.etcdserverpb.AuthRoleDeleteResponse;
import kv.api.pb.etcdserverpb.AuthRoleGetRequest;
import kv.api.pb.etcdserverpb.AuthRoleGetResponse;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionResponse;
import kv.api.pb.etcdserverpb.AuthRoleListRequest;
import kv.api.pb.etcdserverpb.AuthRoleListResponse;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionResponse;
import kv.api.pb.etcdserverpb.AuthStatusRequest;
import kv.api.pb.etcdserverpb.AuthStatusResponse;
import kv.api.pb.etcdserverpb.AuthUserAddRequest;
import kv.api.pb.etcdserverpb.AuthUserAddResponse;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordRequest;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordResponse;
import kv.api.pb.etcdserverpb.AuthUserDeleteRequest;
import kv.api.pb.etcdserverpb.AuthUserDeleteResponse;
import kv.api.pb.etcdserverpb.AuthUserGetRequest;
import kv.api.pb.etcdserverpb.AuthUserGetResponse;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleResponse;
import kv.api.pb.etcdserverpb.AuthUserListRequest;
import kv.api.pb.etcdserverpb.AuthUserListResponse;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleResponse;
import kv.api.pb.etcdserverpb.AuthenticateRequest;
import kv.api.pb.etcdserverpb.AuthenticateResponse;
import kv.api.service.AuthService;

/// The rows of `etcdserverpb.Auth`. Immutable.
public final class AuthMethods {

    /// `AuthEnable`.
    public static final Unary<AuthService, AuthEnableRequest, AuthEnableResponse> AUTH_ENABLE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/AuthEnable",
                    AuthEnableRequest.parser(), AuthEnableResponse.parser(),
                    AuthService::authEnable);

    /// `AuthDisable`.
    public static final Unary<AuthService, AuthDisableRequest, AuthDisableResponse> AUTH_DISABLE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/AuthDisable",
                    AuthDisableRequest.parser(), AuthDisableResponse.parser(),
                    AuthService::authDisable);

    /// `AuthStatus`.
    public static final Unary<AuthService, AuthStatusRequest, AuthStatusResponse> AUTH_STATUS =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/AuthStatus",
                    AuthStatusRequest.parser(), AuthStatusResponse.parser(),
                    AuthService::authStatus);

    /// `Authenticate`.
    public static final Unary<AuthService, AuthenticateRequest, AuthenticateResponse> AUTHENTICATE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/Authenticate",
                    AuthenticateRequest.parser(), AuthenticateResponse.parser(),
                    AuthService::authenticate);

    /// `UserAdd`.
    public static final Unary<AuthService, AuthUserAddRequest, AuthUserAddResponse> USER_ADD =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserAdd",
                    AuthUserAddRequest.parser(), AuthUserAddResponse.parser(),
                    AuthService::userAdd);

    /// `UserGet`.
    public static final Unary<AuthService, AuthUserGetRequest, AuthUserGetResponse> USER_GET =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserGet",
                    AuthUserGetRequest.parser(), AuthUserGetResponse.parser(),
                    AuthService::userGet);

    /// `UserList`.
    public static final Unary<AuthService, AuthUserListRequest, AuthUserListResponse> USER_LIST =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserList",
                    AuthUserListRequest.parser(), AuthUserListResponse.parser(),
                    AuthService::userList);

    /// `UserDelete`.
    public static final Unary<AuthService, AuthUserDeleteRequest, AuthUserDeleteResponse>
            USER_DELETE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserDelete",
                    AuthUserDeleteRequest.parser(), AuthUserDeleteResponse.parser(),
                    AuthService::userDelete);

    /// `UserChangePassword`.
    public static final Unary<AuthService,
            AuthUserChangePasswordRequest, AuthUserChangePasswordResponse>
            USER_CHANGE_PASSWORD =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserChangePassword",
                    AuthUserChangePasswordRequest.parser(), AuthUserChangePasswordResponse.parser(),
                    AuthService::userChangePassword);

    /// `UserGrantRole`.
    public static final Unary<AuthService, AuthUserGrantRoleRequest, AuthUserGrantRoleResponse>
            USER_GRANT_ROLE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserGrantRole",
                    AuthUserGrantRoleRequest.parser(), AuthUserGrantRoleResponse.parser(),
                    AuthService::userGrantRole);

    /// `UserRevokeRole`.
    public static final Unary<AuthService, AuthUserRevokeRoleRequest, AuthUserRevokeRoleResponse>
            USER_REVOKE_ROLE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/UserRevokeRole",
                    AuthUserRevokeRoleRequest.parser(), AuthUserRevokeRoleResponse.parser(),
                    AuthService::userRevokeRole);

    /// `RoleAdd`.
    public static final Unary<AuthService, AuthRoleAddRequest, AuthRoleAddResponse> ROLE_ADD =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleAdd",
                    AuthRoleAddRequest.parser(), AuthRoleAddResponse.parser(),
                    AuthService::roleAdd);

    /// `RoleGet`.
    public static final Unary<AuthService, AuthRoleGetRequest, AuthRoleGetResponse> ROLE_GET =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleGet",
                    AuthRoleGetRequest.parser(), AuthRoleGetResponse.parser(),
                    AuthService::roleGet);

    /// `RoleList`.
    public static final Unary<AuthService, AuthRoleListRequest, AuthRoleListResponse> ROLE_LIST =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleList",
                    AuthRoleListRequest.parser(), AuthRoleListResponse.parser(),
                    AuthService::roleList);

    /// `RoleDelete`.
    public static final Unary<AuthService, AuthRoleDeleteRequest, AuthRoleDeleteResponse>
            ROLE_DELETE =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleDelete",
                    AuthRoleDeleteRequest.parser(), AuthRoleDeleteResponse.parser(),
                    AuthService::roleDelete);

    /// `RoleGrantPermission`.
    public static final Unary<AuthService,
            AuthRoleGrantPermissionRequest, AuthRoleGrantPermissionResponse>
            ROLE_GRANT_PERMISSION =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleGrantPermission",
                    AuthRoleGrantPermissionRequest.parser(),
                    AuthRoleGrantPermissionResponse.parser(),
                    AuthService::roleGrantPermission);

    /// `RoleRevokePermission`.
    public static final Unary<AuthService,
            AuthRoleRevokePermissionRequest, AuthRoleRevokePermissionResponse>
            ROLE_REVOKE_PERMISSION =
            new Unary<>(AuthService.class, "etcdserverpb.Auth/RoleRevokePermission",
                    AuthRoleRevokePermissionRequest.parser(),
                    AuthRoleRevokePermissionResponse.parser(),
                    AuthService::roleRevokePermission);

    static final List<Method<?, ?, ?>> ALL = List.of(
            AUTH_ENABLE, AUTH_DISABLE, AUTH_STATUS, AUTHENTICATE, USER_ADD, USER_GET, USER_LIST,
            USER_DELETE, USER_CHANGE_PASSWORD, USER_GRANT_ROLE, USER_REVOKE_ROLE, ROLE_ADD,
            ROLE_GET, ROLE_LIST, ROLE_DELETE, ROLE_GRANT_PERMISSION, ROLE_REVOKE_PERMISSION);

    private AuthMethods() {
    }
}
